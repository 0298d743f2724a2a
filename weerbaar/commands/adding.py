"""How a command is added to the parser, with its words from the content."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.room.folder import data_dir

Run = Callable[[argparse.Namespace, Voice], int]
"""What a command does: options and a voice -> 0 when it did, 1 or 2 when it could not."""


@dataclass(frozen=True)
class Command:
    """A command that gets its options."""

    parser: argparse.ArgumentParser
    voice: Voice

    def option(self, words: str, *names: str, **settings: Any) -> Command:
        """Add an option or argument; its help is the text ``start.help.<words>``."""
        told = self.voice(f"start.help.{words}")
        self.parser.add_argument(*names, help=told, **settings)
        return self


@dataclass(frozen=True)
class Commands:
    """The parser's commands, and what all of them share."""

    among: argparse._SubParsersAction[argparse.ArgumentParser]
    shared: argparse.ArgumentParser
    voice: Voice

    @classmethod
    def of(cls, parser: argparse.ArgumentParser, voice: Voice) -> Commands:
        """Let a parser take commands."""
        shared = Command(argparse.ArgumentParser(add_help=False), voice)
        shared.option("data_dir", "--data-dir", type=Path, default=data_dir())
        shared.option("lang", "--lang", choices=LANGUAGES, default=LANGUAGES[0])
        return cls(parser.add_subparsers(required=True), shared.parser, voice)

    def command(self, name: str, run: Run) -> Command:
        """Add a command; its help is the text ``start.help.<name>``."""
        words = self.voice(f"start.help.{name}")
        parser = self.among.add_parser(name, parents=[self.shared], help=words)
        parser.set_defaults(run=run)
        return Command(parser, self.voice)


def folder_of(options: argparse.Namespace) -> Path:
    """The data folder that was asked for, as a whole path."""
    given: Path = options.data_dir
    return given.expanduser().resolve()
