"""Study: pooled sessions and the words to speak of them; what a research notebook works with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.pool import VARIABLES, Pool
from weerbaar.disclosure.pooling.research_release import ResearchRelease
from weerbaar.research.books import books, today
from weerbaar.research.package import ExportRefused
from weerbaar.research.said import Said
from weerbaar.research.view import View
from weerbaar.research.wording import Wording


class StudyError(Exception):
    """Something a researcher can put right; a notebook shows the sentence and no traceback."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows instead of a traceback."""
        return [str(self)]


class Study:
    """Pooled sessions. Nothing of them can be seen but through a release.

    Every view is entered in a ledger before it is shown, so that nothing about a few follows from
    all that was ever shown. A view that was shown stays as it is.

    Parameters
    ----------
    pool
        Sessions that were read.
    wording
        In which language frames and pictures speak.
    ledger
        The file that remembers what was released; None for one that ends with the study, which
        is for made-up sessions only: nobody is in them.
    plan
        Tables that belong together, each as the variables that its groups differ in. Which groups
        are refused is decided for all of them at the first view, so the order of views decides
        nothing.

    Raises
    ------
    StudyError
        For another variable.
    """

    def __init__(
        self,
        pool: Pool,
        wording: Wording,
        ledger: Path | None = None,
        plan: Iterable[Sequence[str]] = (),
    ) -> None:
        self._pool = pool
        self._wording = wording
        self._file = ledger
        self._own = Ledger.empty()
        self._plan = tuple(tuple(by) for by in plan)
        self._shown: dict[tuple[str, ...], ResearchRelease] = {}
        self._check(variable for by in self._plan for variable in by)

    def together(self) -> View:
        """All sessions as one group."""
        return View(self._release((), ())[0], self._wording)

    def by(self, *variables: str) -> View:
        """Sessions in groups.

        Parameters
        ----------
        variables
            Of ``group_type``, ``size_class``, ``year``, ``language`` and ``wave``.

        Raises
        ------
        StudyError
            For another variable, or when the ledger cannot be read or written.
        """
        self._check(variables)
        whole, release = self._release((), variables)
        return View(release, self._wording, whole.groups[0] if whole.groups else None)

    def about(self) -> Said:
        """How many sessions there are, how many files were not counted, and whether it is real."""
        sessions, refused = self._pool.sessions, len(self._pool.refused)
        lines = [self._wording.say("pooled", sessions=sessions, refused=refused)]
        lines += [self._wording.earlier(digest) for digest in self._pool.earlier]
        if self._pool.simulated:
            lines.append(self._wording.say("made_up"))
        return Said("\n".join(lines))

    def _check(self, variables: Iterable[str]) -> None:
        unknown = [variable for variable in variables if variable not in VARIABLES]
        if unknown:
            facts = {"found": ", ".join(unknown), "options": ", ".join(VARIABLES)}
            raise StudyError(self._wording.say("unknown_variable", **facts))

    def _release(self, *tables: tuple[str, ...]) -> list[ResearchRelease]:
        new = [by for by in dict.fromkeys((*self._plan, *tables)) if by not in self._shown]
        if new and self._file is None:
            made, self._own = self._entered(new, self._own)
        elif new and self._file is not None:
            try:
                with books(self._file) as kept:
                    made, ledger = self._entered(new, kept.ledger)
                    kept.keep(ledger=ledger)
            except ExportRefused as refused:
                raise StudyError(self._wording.voice.refusal(refused)) from None
        else:
            made = ()
        self._shown |= {release.by: release for release in made}
        return [self._shown[by] for by in tables]

    def _entered(
        self, tables: list[tuple[str, ...]], ledger: Ledger
    ) -> tuple[tuple[ResearchRelease, ...], Ledger]:
        made = self._pool.releases(tables, ledger=ledger)
        return made, self._pool.recorded(made, ledger, today())

    def _repr_html_(self) -> str:
        """Return what the study is about."""
        return self.about()._repr_html_()
