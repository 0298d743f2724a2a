"""Break model and disclosure one change at a time, and see whether their own tests notice.

A mutant has one comparison, operator or constant changed. It is killed when a test of
``tests/model`` or ``tests/disclosure`` fails, or does not end in time; the attacks of
``tests/attack`` do not take part. The sample is seeded, so that a run can be repeated; a survivor
that can make no difference is named in ``HARMLESS`` with the reason.

Left out are annotations, decorators (``frozen``, sizes of caches), aliases of types, ``strict`` of
``zip``, and borders that a tolerance blurs: there is nothing to notice.

Usage: ``python3 run.py bench mutants [--sample 200] [--seed 1] [--only disclosure/rules]``, on a
system with ``fork``.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("model", "disclosure")
GOAL = 0.95
_SECONDS = 120
"""After which a test is taken to run for ever."""

_UNNOTICED = {pytest.ExitCode.OK, pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.NO_TESTS_COLLECTED}
"""How tests end that noticed nothing, because all is well or because none was run."""

_LIBRARIES = ("hypothesis", "numpy", "pydantic", "scipy.optimize")
"""Which the tests load, so that a process that is forked has them already."""

_ADVICE = "weerbaar/model/advice.py: "
_CHANGE = "weerbaar/disclosure/change.py: "
_TIMING = "weerbaar/model/programme/timing.py: "
_NO_SPARE = "with nothing to share out, all get 0 in any order"

HARMLESS: dict[str, str] = {
    _ADVICE + "return part.attention if part.attention is not None else [0.0 -> 1.0]": (
        "compared only where all is known, or with a level that must be above 1"
    ),
    _ADVICE + "most = max((part.green for part in strong), default=[0 -> 1])": (
        "without any strong quadrant there is none to choose from"
    ),
    _ADVICE
    + "ends = [(p.low, p.high) for p in among or () "
    + "if [p.low is not None and p.high is not None -> p.low is not None or p.high is not None]]": (
        "both ends of a share are known or neither"
    ),
    _TIMING
    + "for item in _lowest_first(items) if [spare < 0 -> spare <= 0] else _highest_first(items):": (
        _NO_SPARE
    ),
    _TIMING
    + "max(spare, item.least - item.wish) if [spare < 0 -> spare <= 0] else "
    + "min(spare, item.most - item.wish)": _NO_SPARE,
    _CHANGE
    + "if [figure.not_green is None or figure.green is None -> "
    + "figure.not_green is None and figure.green is None]:": (
        "a release gives both numbers of a statement or neither"
    ),
    _TIMING
    + "for item in _lowest_first(items) if spare < [0 -> 1] else _highest_first(items):": _NO_SPARE,
    _TIMING
    + "max(spare, item.least - item.wish) if spare < [0 -> 1] else "
    + "min(spare, item.most - item.wish)": _NO_SPARE,
    _CHANGE
    + "chosen = [min(p, key=lambda c: (c[0] * total - count * c[1], [-c[1] -> c[1]])) "
    + "for p in parts]": "of choices that are as good, any leads to the same share",
    _CHANGE + "count, total = [1 -> 2], 1": "any first guess from 1 on leads to the same share",
}
"""Changes that can make no difference, as they are printed, and why."""

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATORS: dict[type[ast.AST], Any] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


@dataclass(frozen=True)
class Mutant:
    """One changed module.

    Attributes
    ----------
    path
        Of the module, relative to the checkout.
    lines
        Where the change is.
    source
        The module as it was.
    place, other
        What was written, and what is written now.
    """

    path: str
    lines: tuple[int, ...]
    source: str
    place: ast.expr | ast.AugAssign
    other: ast.AST

    @property
    def text(self) -> str:
        """The whole module after the change."""
        made = _Replaced(self.place, self.other).visit(ast.parse(self.source))
        return ast.unparse(ast.fix_missing_locations(made))

    def __str__(self) -> str:
        """The module and the line, with the change in brackets."""
        line = self.source.splitlines()[self.place.lineno - 1]
        whole = self.place.end_lineno == self.place.lineno
        before = line[: self.place.col_offset].lstrip()
        after = line[self.place.end_col_offset :] if whole else ""
        change = f"{ast.unparse(self.place)} -> {ast.unparse(self.other)}"
        return f"{self.path}: {before}[{change}]{after}"


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    """The node with one thing changed, for each thing that can be."""
    match node:
        case ast.Compare():
            for place, comparison in enumerate(node.ops):
                if swap := _COMPARISONS.get(type(comparison)):
                    compared = copy.deepcopy(node)
                    compared.ops[place] = swap()
                    yield compared
        case ast.BinOp() | ast.BoolOp() | ast.AugAssign():
            if operator := _OPERATORS.get(type(node.op)):
                other = copy.deepcopy(node)
                other.op = operator()
                yield other
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield copy.deepcopy(node.operand)
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int() | float() as number):
            yield ast.Constant(number + 1)


class _Places(ast.NodeVisitor):
    """Where a change could make a difference, each with the lines of its statement's beginning."""

    def __init__(self) -> None:
        self.found: list[tuple[ast.expr | ast.AugAssign, int]] = []
        self._statement = 1

    def generic_visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.stmt):
            self._statement = node.lineno
        if isinstance(node, ast.expr | ast.AugAssign) and not _idle(node):
            self.found.append((node, self._statement))
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list", "type_params"}:
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    self.visit(child)

    def visit_Module(self, node: ast.Module) -> None:
        for statement in node.body:
            alias = isinstance(statement, ast.Assign) and isinstance(statement.value, ast.BinOp)
            if not (alias and isinstance(statement.value.op, ast.BitOr)):
                self.visit(statement)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg != "strict":
            self.visit(node.value)


def _idle(node: ast.AST) -> bool:
    """Whether it is a type that may be None, or compares with a tolerance: no border is there."""
    match node:
        case ast.BinOp(op=ast.BitOr(), right=ast.Constant(value=None)):
            return True
        case ast.Compare(ops=[ast.Lt() | ast.LtE() | ast.Gt() | ast.GtE()]):
            return "_TOLERANCE" in ast.unparse(node)
    return False


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a module."""
    source, places = path.read_text(encoding="utf-8"), _Places()
    places.visit(ast.parse(source))
    for place, begin in places.found:
        for other in _changed(place):
            lines = (*range(place.lineno, (place.end_lineno or 0) + 1), begin)
            yield Mutant(path.relative_to(ROOT).as_posix(), lines, source, place, other)


class _Replaced(ast.NodeTransformer):
    def __init__(self, place: ast.AST, other: ast.AST) -> None:
        self._key = _key(place)
        self._other = other

    def visit(self, node: ast.AST) -> ast.AST:
        if _key(node) == self._key:
            return self._other
        return self.generic_visit(node)


def _key(node: ast.AST) -> tuple[object, ...]:
    names = ("lineno", "col_offset", "end_lineno", "end_col_offset")
    return (type(node), *(getattr(node, name, None) for name in names))


class _Chosen:
    """Runs the chosen tests in their order, and ends the process when one takes too long."""

    def __init__(self, tests: Sequence[str] = (), times: Path | None = None) -> None:
        self._place = {test: place for place, test in enumerate(tests)}
        self._times = times
        self._seconds: Counter[str] = Counter()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self._place:
            chosen = [item for item in items if item.nodeid in self._place]
            items[:] = sorted(chosen, key=lambda item: self._place[item.nodeid])

    def pytest_runtest_logstart(self) -> None:
        signal.alarm(_SECONDS)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._seconds[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        signal.alarm(0)
        if self._times:
            self._times.write_text(json.dumps(self._seconds), encoding="utf-8")


def _forked(folder: Path, chosen: _Chosen, *arguments: str) -> int:
    """Number of a new process in which tests of a copy run, with the libraries it needs."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            os.chdir(folder)
            os.environ["PYTHONPATH"] = str(folder)
            sys.path[:] = [str(folder), *(path for path in sys.path if path not in {"", str(ROOT)})]
            for stream in (1, 2):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
            options = ["-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", *arguments]
            status = int(pytest.main(options, plugins=[chosen]))
        finally:
            os._exit(status)
    return process


@dataclass(frozen=True)
class Covered:
    """Which tests run what.

    Attributes
    ----------
    seconds
        How long each test takes, by its id.
    lines
        Ids of the tests that run a line, by path of the module and number of the line.
    """

    seconds: dict[str, float]
    lines: dict[str, dict[str, list[str]]]

    @classmethod
    def measured(cls, folder: Path) -> Covered:
        """Run the tests once, in a copy of the checkout."""
        times = folder / "times.json"
        tests = [f"tests/{room}" for room in ROOMS]
        kept = ["--cov", "--cov-context=test", "--cov-report="]
        _, status = os.waitpid(_forked(folder, _Chosen(times=times), *tests, *kept), 0)
        if status:
            raise SystemExit("The tests must pass before anything is broken.")
        return cls(json.loads(times.read_text(encoding="utf-8")), _lines(folder))

    def tests(self, mutant: Mutant) -> list[str]:
        """The tests of the changed lines, and then all others in the files that test the module.

        The others count as well: what runs at import or is kept in a cache runs in one test or in
        none, and matters in many. The quickest come first.
        """
        lines = self.lines.get(mutant.path, {})
        near = set().union(*(lines.get(str(line), ()) for line in mutant.lines))
        files = {test.partition("::")[0] for test in set().union(*lines.values())}
        others = {test for test in self.seconds if test.partition("::")[0] in files} - near
        return [test for part in (near, others) for test in self._quickest(part)]

    def _quickest(self, tests: set[str]) -> list[str]:
        return sorted(tests, key=lambda test: (self.seconds.get(test, 0.0), test))


def _lines(folder: Path) -> dict[str, dict[str, list[str]]]:
    report = folder / "lines.json"
    command = [sys.executable, "-m", "coverage", "json", "--show-contexts", "-q", "-o", str(report)]
    subprocess.run(command, cwd=folder, check=True)
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return {
        Path(path).as_posix(): {
            line: [context.partition("|")[0] for context in contexts if context]
            for line, contexts in found["contexts"].items()
        }
        for path, found in files.items()
    }


def survivors(sample: list[Mutant], folders: list[Path], covered: Covered) -> Iterator[Mutant]:
    """The mutants that no test notices, as they are found."""
    free, running = list(folders), dict[int, tuple[Mutant, Path]]()
    waiting = list(reversed(sample))
    while waiting or running:
        while waiting and free:
            mutant, folder = waiting.pop(), free.pop()
            (folder / mutant.path).write_text(mutant.text, encoding="utf-8")
            tests = covered.tests(mutant)
            files = dict.fromkeys(test.partition("::")[0] for test in tests)
            files = files or dict.fromkeys(f"tests/{room}" for room in ROOMS)
            running[_forked(folder, _Chosen(tests), "-x", *files)] = mutant, folder
        process, status = os.wait()
        mutant, folder = running.pop(process)
        (folder / mutant.path).write_text(mutant.source, encoding="utf-8")
        shutil.rmtree(folder / ".hypothesis", ignore_errors=True)
        free.append(folder)
        if os.waitstatus_to_exitcode(status) in _UNNOTICED:
            yield mutant


def main(arguments: list[str] | None = None) -> int:
    """Break, count, and name the survivors; 1 when fewer than the goal were killed."""
    parser = argparse.ArgumentParser(description="How many small mistakes do the tests notice?")
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="modules whose path holds this")
    parser.add_argument("--kept", type=Path, help="a file that keeps which test runs what")
    options = parser.parse_args(arguments)
    sys.dont_write_bytecode = True
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    for library in _LIBRARIES:
        importlib.import_module(library)
    paths = [path for room in ROOMS for path in sorted((ROOT / "weerbaar" / room).rglob("*.py"))]
    every = [one for path in paths for one in mutants(path)]
    sample = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    sample = [mutant for mutant in sample if options.only in mutant.path]
    with tempfile.TemporaryDirectory() as temporary:
        folders = [Path(temporary) / str(number) for number in range(os.cpu_count() or 1)]
        for folder in folders:
            shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        if options.kept and options.kept.exists():
            covered = Covered(**json.loads(options.kept.read_text(encoding="utf-8")))
        else:
            covered = Covered.measured(folders[0])
        if options.kept:
            options.kept.write_text(json.dumps(asdict(covered)), encoding="utf-8")
        alive = []
        for mutant in survivors(sample, folders, covered):
            alive.append(mutant)
            print(HARMLESS.get(str(mutant), "?"), mutant, sep="  ", flush=True)
    told = [mutant for mutant in alive if str(mutant) in HARMLESS]
    killed = len(sample) - len(alive)
    print(f"{killed} of {len(sample)} mutants killed ({killed / len(sample):.1%}); of {len(every)}")
    print(f"{len(told)} of the {len(alive)} survivors can make no difference")
    return int(killed + len(told) < GOAL * len(sample))


if __name__ == "__main__":
    raise SystemExit(main())
