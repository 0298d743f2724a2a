"""Addresses and ports: what phones can type, and what is really free."""

from __future__ import annotations

import ipaddress
import socket
from types import SimpleNamespace

import pytest

from weerbaar.serve import addresses
from weerbaar.serve.addresses import LOOPBACK, free_port, is_own, own_addresses, port_is_free


@pytest.fixture
def machine(monkeypatch):
    """A machine with made-up networks: name -> addresses, and the one of its default route."""

    def make(route, down=(), **networks):
        found = {
            name: [
                SimpleNamespace(
                    family=socket.AF_INET6 if ":" in address else socket.AF_INET, address=address
                )
                for address in given
            ]
            for name, given in networks.items()
        }
        stats = {name: SimpleNamespace(isup=name not in down) for name in networks}
        monkeypatch.setattr(addresses.psutil, "net_if_addrs", lambda: found)
        monkeypatch.setattr(addresses.psutil, "net_if_stats", lambda: stats)
        monkeypatch.setattr(addresses, "_default_route", lambda: route)

    return make


def test_the_best_guess_comes_first_and_loopback_last(machine):
    """The default route goes first, private before public, and the loopback address ends it."""
    machine(
        "192.168.1.9",
        lo=["127.0.0.1", "::1"],
        docker=["172.17.0.1"],
        wifi=["192.168.1.9", "fe80::1"],
        public=["8.8.4.4"],
        none=["169.254.7.7"],
        off=["10.9.9.9"],
        down=("off",),
    )
    assert own_addresses() == ["192.168.1.9", "172.17.0.1", "8.8.4.4", "127.0.0.1"]


def test_without_a_network_there_is_only_loopback(machine):
    """A machine without any network still has an address to try things out on."""
    machine("", lo=["127.0.0.1"])
    assert own_addresses() == [LOOPBACK]


def test_this_machine_has_addresses_it_can_listen_on():
    """Whatever is offered for the QR code really belongs to this machine."""
    found = own_addresses()
    assert found[-1] == LOOPBACK
    assert all(is_own(address) for address in found)
    assert all(ipaddress.IPv4Address(address) for address in found)


@pytest.mark.parametrize(
    "host", ["192.0.2.7", "no-such-name.invalid", "2001:db8::1", "x y", "a..b"]
)
def test_an_address_of_another_machine_is_not_ours(host):
    """An address or name that is not of this machine is refused before a server is started."""
    assert not is_own(host)


def test_a_taken_port_is_noticed():
    """A port on which somebody listens is not free, and is free once they stop."""
    with socket.create_server((LOOPBACK, 0)) as listener:
        port = listener.getsockname()[1]
        assert not port_is_free(LOOPBACK, port)
    assert port_is_free(LOOPBACK, port)


def test_a_free_port_is_found():
    """One on which can be listened."""
    with socket.create_server((LOOPBACK, free_port(LOOPBACK))):
        pass


def test_a_free_port_is_not_one_that_the_system_gives_away():
    """A kernel that asks the system for a port never gets the one that a server will listen on."""
    assert all(20_000 <= free_port(LOOPBACK) < 30_000 for _ in range(20))


def test_a_port_is_found_when_none_of_ours_is_free(monkeypatch):
    """When every port that we draw is taken, the system gives one."""
    monkeypatch.setattr(addresses, "port_is_free", lambda _host, _port: False)
    assert free_port(LOOPBACK) > 0
