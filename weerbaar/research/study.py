"""Study: pooled sessions and the words to speak of them; what a research notebook works with."""

from __future__ import annotations

from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.pool import VARIABLES, Pool
from weerbaar.disclosure.pooling.research_release import ResearchRelease
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

    Every view is entered in a ledger, so that no two of them differ too little.

    Parameters
    ----------
    pool
        Sessions that were read.
    wording
        In which language frames and pictures speak.
    ledger
        What was released before, if anything was.
    """

    def __init__(self, pool: Pool, wording: Wording, ledger: Ledger | None = None) -> None:
        self._pool = pool
        self._wording = wording
        self._ledger = ledger or Ledger.empty()

    @property
    def ledger(self) -> Ledger:
        """What was released before, these views included; for whoever keeps it."""
        return self._ledger

    def together(self) -> View:
        """All sessions as one group."""
        return View(self._release(()), self._wording)

    def by(self, *variables: str) -> View:
        """Sessions in groups.

        Parameters
        ----------
        variables
            Of ``group_type``, ``size_class``, ``year``, ``language`` and ``wave``.

        Raises
        ------
        StudyError
            For another variable.
        """
        unknown = [variable for variable in variables if variable not in VARIABLES]
        if unknown:
            facts = {"found": ", ".join(unknown), "options": ", ".join(VARIABLES)}
            raise StudyError(self._wording.say("unknown_variable", **facts))
        groups = self._release(()).groups
        return View(self._release(variables), self._wording, groups[0] if groups else None)

    def about(self) -> Said:
        """How many sessions there are, how many files were not counted, and whether it is real."""
        sessions, refused = self._pool.sessions, len(self._pool.refused)
        lines = [self._wording.say("pooled", sessions=sessions, refused=refused)]
        lines += [self._wording.earlier(digest) for digest in self._pool.earlier]
        if self._pool.simulated:
            lines.append(self._wording.say("made_up"))
        return Said("\n".join(lines))

    def _release(self, by: tuple[str, ...]) -> ResearchRelease:
        release = self._pool.release(by, ledger=self._ledger)
        self._ledger = self._pool.recorded(release, self._ledger)
        return release

    def _repr_html_(self) -> str:
        """Return what the study is about."""
        return self.about()._repr_html_()
