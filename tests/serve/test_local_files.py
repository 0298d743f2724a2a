"""Documents of an organisation's own: those that its file names, and no other file."""

from __future__ import annotations

import asyncio
import dataclasses
import socket
from types import SimpleNamespace

import pytest
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from tests.pages.rooms import SHELL
from weerbaar.catalog import load_content
from weerbaar.catalog.local import LocalFile
from weerbaar.serve import content_pages
from weerbaar.serve.handlers import ContentPage
from weerbaar.serve.requests import SECURITY

PDF = b"%PDF-1.7 made up"


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Ask a server whose organisation named one PDF that is there, and one that is gone."""
    (tmp_path / "lokaal").mkdir()
    (tmp_path / "lokaal" / "code.pdf").write_bytes(PDF)
    (tmp_path / "lokaal" / "geheim.pdf").write_bytes(b"nobody named this")
    monkeypatch.setattr(content_pages, "content_root", lambda: tmp_path)
    named = {"gedragscode": {"link": "lokaal/code.pdf"}, "ondermijning": {"app": "lokaal/weg.pdf"}}
    content = dataclasses.replace(load_content(), local=LocalFile.model_validate(named))
    data = SimpleNamespace(content=content)
    desks = SimpleNamespace(data=data, base="/")
    desks.shell = lambda: SHELL
    routes = [
        (f"/{address}", ContentPage, {"desks": desks, "draw": draw})
        for address, draw in content_pages.PAGES.items()
    ]

    async def answer(path):
        server = HTTPServer(Application(routes))
        (listener,) = bind_sockets(0, "127.0.0.1", family=socket.AF_INET)
        server.add_socket(listener)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}{path}"
        try:
            return await AsyncHTTPClient().fetch(address, raise_error=False)
        finally:
            server.stop()

    return lambda path: asyncio.run(answer(path))


def test_a_named_document_is_handed_out(ask):
    """As it is, as a PDF, with what every answer of the server carries."""
    answer = ask("/lokaal/code.pdf")
    assert (answer.code, answer.body) == (200, PDF)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert all(answer.headers[name] == value for name, value in SECURITY.items())


@pytest.mark.parametrize("name", ["geheim.pdf", "weg.pdf", "..", "lokaal.yaml", "..%2flokaal.yaml"])
def test_no_other_file_is_handed_out(ask, name):
    """A file that nobody named, one that was taken away, and ways out of the folder: not there."""
    answer = ask(f"/lokaal/{name}")
    assert answer.code == 404
    assert b"nobody named this" not in answer.body
