"""``weerbaar start | check | export | ...``: the commands; texts come from the content."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from weerbaar.catalog import LANGUAGES, Content, ContentError, Problem, Voice, load_content
from weerbaar.catalog.words import problem_lines
from weerbaar.commands import packages, reporting, serving, sums, trying
from weerbaar.commands.adding import Commands
from weerbaar.disclosure.check import key_problems, policy_problems
from weerbaar.model.refusal import Refusal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns
    -------
    int
        0 when it did what was asked, 1 when it could not, 2 for a mistake in the command.
    """
    strictness = [*policy_problems(), *key_problems()]
    try:
        content = load_content()
    except ContentError as error:
        return _refuse_content([*error.problems, *strictness], _language(arguments))
    if strictness:
        return _refuse_content(strictness, _language(arguments))
    options = _parser(content).parse_args(arguments)
    try:
        return int(options.run(options, content))
    except Refusal as refused:
        print(Voice(content, options.lang).refusal(refused), flush=True)
        return 1


def _parser(content: Content) -> argparse.ArgumentParser:
    program = content.text("start.help.program", LANGUAGES[0])
    parser = argparse.ArgumentParser("weerbaar", description=program)
    commands = Commands.of(parser, content)
    for module in (serving, trying, reporting, packages, sums):
        module.add(commands)
    return parser


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
