"""What the participants' server relies on in Voilà and Jupyter, so that a change is noticed."""

from __future__ import annotations

import inspect
from importlib.metadata import version
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager
from jupyter_server.auth.identity import IdentityProvider
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.handlers import _kernel_id_regex
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.web import HTTPError
from tornado.websocket import WebSocketHandler
from traitlets import HasTraits
from voila.app import Voila
from voila.configuration import VoilaConfiguration
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from weerbaar.serve.jupyter.kernels import LimitedKernelManager, TooManyKernelsError
from weerbaar.serve.jupyter.participants import Anonymous, ParticipantServer, configuration
from weerbaar.serve.jupyter.socket import PageSocket, PromptConnection

SEEN = ", ".join(f"{name} {version(name)}" for name in ("voila", "jupyter_server", "tornado"))
TOLD = f"{{}} is not what weerbaar/serve relies on, in {SEEN}"

SIGNATURES = {
    "Voila.init_settings": (Voila.init_settings, ["self"]),
    "Voila.init_handlers": (Voila.init_handlers, ["self"]),
    "Voila.initialize": (Voila.initialize, ["self", "argv"]),
    "Voila.start": (Voila.start, ["self"]),
    "IdentityProvider.get_user": (IdentityProvider.get_user, ["self", "handler"]),
    "KernelWebsocketHandler.open": (KernelWebsocketHandler.open, ["self", "kernel_id"]),
    "check_origin": (VoilaKernelWebsocketHandler.check_origin, ["self", "origin"]),
    "set_nodelay": (WebSocketHandler.set_nodelay, ["self", "value"]),
    "nudge": (ZMQChannelsWebsocketConnection.nudge, ["self"]),
    "start_kernel": (AsyncMappingKernelManager._async_start_kernel, None),
    "shutdown_kernel": (
        AsyncMappingKernelManager._async_shutdown_kernel,
        ["self", "kernel_id", "now", "restart"],
    ),
    "cull_kernel_if_idle": (AsyncMappingKernelManager.cull_kernel_if_idle, ["self", "kernel_id"]),
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_what_we_override_or_call_is_still_there(name):
    """A method that was renamed, or takes something else, is named with the versions seen."""
    method, expected = SIGNATURES[name]
    if expected is not None:
        assert list(inspect.signature(method).parameters) == expected, TOLD.format(name)


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (AsyncMappingKernelManager, "allowed_message_types"),
        (AsyncMappingKernelManager, "traceback_replacement_message"),
        (ZMQChannelsWebsocketConnection, "kernel_id"),
        (Voila, "kernel_websocket_connection_class"),
        (VoilaConfiguration, "multi_kernel_manager_class"),
    ],
)
def test_a_setting_that_we_rely_on_exists(owner, name):
    """A setting that Jupyter no longer knows would silently do nothing."""
    assert owner.has_trait(owner, name) or hasattr(owner, name), TOLD.format(name)


OWNERS = {
    "Voila": ParticipantServer,
    "VoilaConfiguration": VoilaConfiguration,
    "LimitedKernelManager": LimitedKernelManager,
    "KernelManager": KernelManager,
}


def test_every_setting_is_known(tmp_path):
    """Each line of the configuration names a setting that exists: a typing error does nothing."""
    made = configuration(tmp_path)
    assert set(OWNERS) <= set(made)
    for section, owner in OWNERS.items():
        known = owner.class_traits(config=True)
        assert issubclass(owner, HasTraits)
        unknown = set(made[section]) - set(known)
        assert not unknown, TOLD.format(f"{section}: {sorted(unknown)}")


def test_the_server_is_closed_by_its_settings(tmp_path):
    """No file, template, theme, traceback or header of a visitor gets through."""
    made = configuration(tmp_path)
    voila = made.VoilaConfiguration
    assert voila.allow_template_override == voila.allow_theme_override == "NO"
    assert voila.file_allowlist == [r"(?!)"]
    assert voila.show_tracebacks is False
    assert voila.http_header_envs == []
    assert made.LimitedKernelManager.allow_tracebacks is False
    assert made.LimitedKernelManager.maximum > 0
    assert made.Voila.port_retries == 0


def test_a_maximum_can_be_set(tmp_path, monkeypatch):
    """Whoever runs it may set the maximum; nonsense falls back to the estimate."""
    monkeypatch.setenv("WEERBAAR_MAX_KERNELS", "7")
    assert configuration(tmp_path).LimitedKernelManager.maximum == 7
    for nonsense in ("0", "-3", "many", ""):
        monkeypatch.setenv("WEERBAAR_MAX_KERNELS", nonsense)
        assert configuration(tmp_path).LimitedKernelManager.maximum >= 4


def test_messages_to_a_kernel_are_sifted():
    """The connection still asks the manager which kinds of messages may pass."""
    source = inspect.getsource(ZMQChannelsWebsocketConnection)
    assert "allowed_message_types" in source, TOLD.format("the sieve of message types")
    assert "allowed_message_types" in inspect.getsource(Voila.init_settings), TOLD.format("it")


def test_nobody_has_a_name():
    """Every visitor is the same one, and no cookie is needed to say so."""
    assert Anonymous(config=configuration(Path())).get_user(None).username == "deelnemer"
    assert Anonymous().auth_enabled is False


def test_our_own_classes_are_used(tmp_path):
    """The limits and the prompt connection are what the server will really use."""
    made = configuration(tmp_path)
    assert made.VoilaConfiguration.multi_kernel_manager_class is LimitedKernelManager
    assert made.Voila.kernel_websocket_connection_class is PromptConnection
    assert made.Voila.identity_provider_class is Anonymous
    assert issubclass(PageSocket, VoilaKernelWebsocketHandler)
    assert issubclass(TooManyKernelsError, HTTPError)


def test_a_kernel_is_named_by_something_that_cannot_be_guessed():
    """The part of an address that names a kernel still matches a uuid and no path."""
    import re

    pattern = re.compile(rf"^{_kernel_id_regex}$")
    assert pattern.match("0f8fad5b-d9cb-469f-a165-70867728950e")
    assert not pattern.match("../x")
