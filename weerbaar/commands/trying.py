"""``weerbaar check | rehearse``: try the content, and a session, before people come."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date, datetime

from weerbaar.catalog import Content
from weerbaar.catalog.editorial import editorial_hints, read_rules
from weerbaar.catalog.paths import content_root
from weerbaar.catalog.words import problem_lines
from weerbaar.commands.adding import Commands, folder_of
from weerbaar.model.refusal import Refusal
from weerbaar.pages.house import House
from weerbaar.room import Kind, parse_code
from weerbaar.room.rehearsal import players, rehearse


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    commands.command("check", _check)
    rehearse = commands.command("rehearse", _rehearse)
    rehearse.option("code", "code", metavar="CODE")
    rehearse.option("people", "--people", type=_at_least_one, default=23)
    rehearse.option("seed", "--seed", type=int, default=1)
    rehearse.option("browser", "--browser", action="store_true")


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _check(options: argparse.Namespace, content: Content) -> int:
    """Say that the content is fine, and what could be better; ``main`` has refused it otherwise."""
    rules, mistakes = read_rules()
    if rules is None:
        for line in problem_lines(mistakes, options.lang):
            print(line, file=sys.stderr)
        return 1
    files = len([*content_root().rglob("*.yaml"), *content_root().glob("*/??/*.md")])
    print(content.text("check.ok", options.lang, files=files, texts=len(content.ui)))
    hints = editorial_hints(rules, today=_today())
    for line in problem_lines(hints, options.lang, heading="hints") if hints else ():
        print(line)
    return 0


def _today() -> date:
    """The day on this computer; only a fact that has become old is told by it."""
    return datetime.now().astimezone().date()


def _rehearse(options: argparse.Namespace, content: Content) -> int:
    house = House(folder_of(options))
    try:
        code = parse_code(options.code)
        play = _on_pages(house, code, options) if options.browser else None
        turns = play or rehearse(house.room, code, options.people, options.seed)
        shared = 0
        for done, shares in enumerate(turns, start=1):
            shared += shares
            facts = {"done": done, "total": options.people}
            print("\r" + content.text("start.rehearse.progress", options.lang, **facts), end="")
        print()
    except ImportError:
        print(content.text("start.rehearse.no_playwright", options.lang))
        return 1
    except LookupError:
        print(content.text("start.rehearse.url_missing", options.lang))
        return 1
    facts = {"total": options.people, "shared": shared, "kept": options.people - shared}
    print(content.text("start.rehearse.done", options.lang, **facts))
    return 0


def _on_pages(house: House, code: str, options: argparse.Namespace) -> Iterator[bool]:
    """The same players in real pages of the running server; LookupError when none runs."""
    from weerbaar.serve.actors import play

    session = house.room.view(code).session
    if session.kind is not Kind.REHEARSAL:
        raise Refusal("not_a_rehearsal", code=code)
    place = house.place()
    if place is None:
        raise LookupError
    cast = players(house.room.instrument(session), options.people, options.seed)
    return play(f"{place.url}{code}", cast)
