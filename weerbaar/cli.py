"""``weerbaar start | check | export | ...``: the commands; texts come from the content."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.catalog import LANGUAGES, Content, Problem, check_content, load_content
from weerbaar.catalog.paths import content_root
from weerbaar.catalog.words import problem_lines
from weerbaar.commands import contribute as _contribute
from weerbaar.commands import keygen as _keygen
from weerbaar.disclosure.check import key_problems, policy_problems
from weerbaar.pages.notebook import House, data_dir
from weerbaar.present.wording import preflight_line
from weerbaar.room import Kind, RoomError, StoreError, parse_code
from weerbaar.room.rehearsal import players, rehearse

if TYPE_CHECKING:
    from weerbaar.research.handover import Handed


_COMMANDS = "{start,check,doctor,rehearse,research,export,audit}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns
    -------
    int
        0 when it did what was asked, 1 when it could not, 2 for a mistake in the command.
    """
    problems = [*check_content(), *policy_problems(), *key_problems()]
    if problems:
        return _refuse_content(problems, _language(arguments))
    content = load_content()
    options = _parser(content).parse_args(arguments)
    try:
        return int(options.run(options, content))
    except StoreError as error:
        key = f"errors.store.{error.code}"
        print(content.text(key, options.lang, **{"path": options.data_dir, **error.facts}))
        return 1


def _parser(content: Content) -> argparse.ArgumentParser:
    def words(key: str) -> str:
        return content.text(f"start.help.{key}", LANGUAGES[0])

    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data-dir", type=Path, default=data_dir(), help=words("data_dir"))
    shared.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help=words("lang"))
    parser = argparse.ArgumentParser("weerbaar", description=words("program"))
    commands = parser.add_subparsers(required=True, metavar=_COMMANDS)

    start = commands.add_parser("start", parents=[shared], help=words("start"))
    start.add_argument("--no-browser", action="store_true", help=words("no_browser"))
    start.add_argument("--ready-file", type=Path, help=words("ready_file"))
    start.add_argument("--host", help=words("host"))
    start.add_argument("--port", type=int, help=words("port"))
    start.add_argument("--rehearsal", action="store_true", help=words("rehearsal"))
    start.set_defaults(run=_start)

    check = commands.add_parser("check", parents=[shared], help=words("check"))
    check.set_defaults(run=_check)

    doctor = commands.add_parser("doctor", parents=[shared], help=words("doctor"))
    doctor.add_argument("--port", type=int, help=words("port"))
    doctor.set_defaults(run=_doctor)

    rehearse = commands.add_parser("rehearse", parents=[shared], help=words("rehearse"))
    rehearse.add_argument("code", metavar="CODE", help=words("code"))
    rehearse.add_argument("--people", type=_at_least_one, default=23, help=words("people"))
    rehearse.add_argument("--seed", type=int, default=1, help=words("seed"))
    rehearse.add_argument("--browser", action="store_true", help=words("browser"))
    rehearse.set_defaults(run=_rehearse)

    research = commands.add_parser("research", parents=[shared], help=words("research"))
    research.add_argument("--no-browser", action="store_true", help=words("no_browser"))
    research.add_argument("--ready-file", type=Path, help=words("ready_file"))
    research.set_defaults(run=_research)

    export = commands.add_parser("export", parents=[shared], help=words("export"))
    export.add_argument("out", metavar="OUT", type=Path, help=words("out"))
    export.add_argument("--sealed", type=Path, help=words("sealed"))
    export.add_argument("--key", type=Path, help=words("key"))
    export.add_argument("--by", nargs="+", metavar="VARIABLE", default=[], help=words("by"))
    export.add_argument("--ledger", type=Path, help=words("ledger"))
    export.add_argument("--noise", type=float, metavar="EPSILON", help=words("noise"))
    export.set_defaults(run=_export)

    audit = commands.add_parser("audit", parents=[shared], help=words("audit"))
    audit.add_argument("file", metavar="FILE", type=Path, help=words("file"))
    audit.set_defaults(run=_audit)

    contribute = commands.add_parser("contribute", parents=[shared], help=words("contribute"))
    contribute.add_argument("code", metavar="CODE", help=words("contribute_code"))
    contribute.add_argument("--out", metavar="FILE", type=Path, help=words("contribute_out"))
    contribute.set_defaults(run=_contribute)

    keygen = commands.add_parser("keygen", parents=[shared], help=words("keygen"))
    keygen.add_argument("folder", metavar="FOLDER", type=Path, help=words("keygen_folder"))
    keygen.set_defaults(run=_keygen)
    return parser


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _start(options: argparse.Namespace, content: Content) -> int:
    from weerbaar.serve.launcher import Launcher
    from weerbaar.serve.options import Options, StartError

    wanted = Options(
        folder=options.data_dir.expanduser().resolve(),
        language=options.lang,
        host=options.host,
        port=options.port,
        browser=not options.no_browser,
        ready_file=options.ready_file,
        rehearsal=options.rehearsal,
    )
    try:
        Launcher(wanted, content, lambda text: print(text, flush=True)).run()
    except StartError as error:
        print(content.text(f"start.{error.key}", options.lang, **error.facts), flush=True)
        return 1
    return 0


def _research(options: argparse.Namespace, content: Content) -> int:
    from weerbaar.serve.options import Options, StartError
    from weerbaar.serve.research import ResearchLauncher

    wanted = Options(
        folder=options.data_dir.expanduser().resolve(),
        language=options.lang,
        browser=not options.no_browser,
        ready_file=options.ready_file,
    )
    try:
        ResearchLauncher(wanted, content, lambda text: print(text, flush=True)).run()
    except StartError as error:
        print(content.text(f"start.{error.key}", options.lang, **error.facts), flush=True)
        return 1
    return 0


def _check(options: argparse.Namespace, content: Content) -> int:
    """Say that the content is fine; ``main`` has refused it otherwise."""
    files = len([*content_root().rglob("*.yaml"), *content_root().glob("*/??/*.md")])
    print(content.text("check.ok", options.lang, files=files, texts=len(content.ui)))
    return 0


def _doctor(options: argparse.Namespace, content: Content) -> int:
    from weerbaar.serve.find_place import DEFAULT_PORT
    from weerbaar.serve.preflight import findings

    folder = options.data_dir.expanduser().resolve()
    found = findings(folder, House(folder).place(), options.port or DEFAULT_PORT)
    for finding in found:
        print(preflight_line(finding, content, options.lang))
    print(content.text("preflight.try_one", options.lang))
    return int(any(finding.level == "problem" for finding in found))


def _rehearse(options: argparse.Namespace, content: Content) -> int:
    house = House(options.data_dir.expanduser().resolve())
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
    except RoomError as error:
        print(content.text(f"errors.{error.code}", options.lang, **error.facts))
        return 1
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
        raise RoomError("not_a_rehearsal", code=code)
    place = house.place()
    if place is None:
        raise LookupError
    cast = players(house.room.instrument(session), options.people, options.seed)
    return play(f"{place.url}{code}", cast)


def _export(options: argparse.Namespace, content: Content) -> int:
    """Write a package for research, or say why not."""
    from weerbaar.research import handover, spoken

    def text(key: str, **facts: object) -> str:
        return content.text(f"package.{key}", options.lang, **facts)

    lacking = spoken.not_installed()
    if lacking:
        print(text("errors.not_installed", name=lacking))
        return 1
    try:
        handed = _handed(options, content)
    except handover.ExportRefused as refused:
        print(text(f"errors.{refused.code}", **refused.facts))
        return 1
    except handover.AuditFailed as failed:
        print(text("failed_audit"))
        for line in spoken.finding_lines(failed.findings, content, options.lang):
            print(line)
        return 1
    for line in spoken.export_lines(handed, content, options.lang):
        print(line)
    return 0


def _handed(options: argparse.Namespace, content: Content) -> Handed:
    from weerbaar.research import handover

    if options.sealed is None:
        given = {"--key": options.key, "--by": options.by, "--ledger": options.ledger}
        alone = [name for name, value in {**given, "--noise": options.noise}.items() if value]
        if alone:
            raise handover.ExportRefused("sealed_missing", option=alone[0])
        room = House(options.data_dir.expanduser().resolve()).room
        return handover.hand_over_rooms(room, content, options.out)
    if options.key is None:
        raise handover.ExportRefused("key_missing")
    ledger = options.ledger or options.data_dir.expanduser().resolve() / handover.LEDGER
    request = handover.Request(
        options.sealed, options.key, ledger, tuple(options.by), options.noise
    )
    return handover.hand_over_pooled(request, content, options.out)


def _audit(options: argparse.Namespace, content: Content) -> int:
    """Say whether an export gives nobody away: 0 when it passes, 1 when not, 2 when unreadable."""
    from weerbaar.research import spoken
    from weerbaar.research.audit import Unreadable, audit

    lacking = spoken.not_installed()
    if lacking:
        print(content.text("package.errors.not_installed", options.lang, name=lacking))
        return 2
    try:
        report = audit(options.file)
    except Unreadable as error:
        key = f"audit.unreadable.{error.code}"
        print(content.text(key, options.lang, path=options.file))
        return 2
    for line in spoken.audit_lines(report, options.file, content, options.lang):
        print(line)
    return 0 if report.passed else 1


def _language(arguments: Sequence[str] | None) -> str:
    """The language that was asked for, when the rest cannot be read yet."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    return str(parser.parse_known_args(arguments)[0].lang)


def _refuse_content(problems: list[Problem], language: str) -> int:
    for line in problem_lines(sorted(problems), language):
        print(line, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
