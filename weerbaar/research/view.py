"""One research release, ready for a notebook: its frames, its pictures, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from weerbaar.disclosure.pooling.research_release import PartKind, PooledGroup, ResearchRelease
from weerbaar.figures.plate import Picture
from weerbaar.research.compare import (
    between_councils,
    comparison_sentences,
    comparisons_frame,
    power_table,
    told_frame,
    within_councils,
)
from weerbaar.research.group_pictures import change_picture, panels_picture
from weerbaar.research.own import OwnError, own_comparisons
from weerbaar.research.pictures import bars_picture, net_picture
from weerbaar.research.pooled import tables
from weerbaar.research.wording import Explained, Sentences, Wording


@dataclass(frozen=True)
class View:
    """What may be seen of pooled sessions.

    Attributes
    ----------
    release
        All that the frames and pictures are made from.
    wording
        In which language they speak.
    together
        The group of all sessions, when the release is of groups to compare with it.
    """

    release: ResearchRelease
    wording: Wording
    together: PooledGroup | None = None

    @cached_property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Every frame by its name; ``content/research.yaml`` says what the columns mean."""
        return tables(self.release, self.wording.instrument.model)

    def __repr__(self) -> str:
        """Return which groups there are; all that is in them would fill a screen many times."""
        shown = "; ".join(self.wording.group(group.key) for group in self.release.groups)
        return f"<View: {shown or self._none}>"

    def _repr_html_(self) -> str:
        """Return the groups, and those that are not shown."""
        if self._none:
            return self._none._repr_html_()
        refused = map(self.wording.refusal, self.release.refusals)
        lines = [self.wording.say("not_shown", reason=reason) for reason in refused]
        said = Sentences("\n".join(lines))._repr_html_() if lines else ""
        return self.tables["groups"].to_html() + said

    def net(self, group: int = 0) -> Picture | Sentences:
        """The net of a group, by its place among the groups; or why there is none."""
        return self._none or net_picture(self.release, self.release.groups[group], self.wording)

    def bars(self, group: int = 0) -> Picture | Sentences:
        """One bar per statement with its interval; or why there are none."""
        return self._none or bars_picture(self.release, self.release.groups[group], self.wording)

    def overview(self) -> Picture | Sentences:
        """The groups side by side; or why there are none."""
        return self._none or panels_picture(self.release, self.wording, together=self.together)

    def response(self, group: int = 0) -> Sentences:
        """Of how many people the answers of a group are; or why there is no group."""
        return self._none or Sentences(self.wording.response(self.release.groups[group]))

    def change(self) -> Picture | Sentences:
        """The groups in order of time, for a release by wave or year; or why there are none."""
        return self._none or change_picture(self.release, self.wording)

    def differences(
        self, parts: tuple[str, ...] = (PartKind.SIDE,), method: str = "holm"
    ) -> Sentences:
        """What can and cannot be said of the differences between groups, a sentence for each.

        Parameters
        ----------
        parts, method
            As for :func:`weerbaar.research.compare.comparisons_frame`; the correction is for the
            tests that are told here, and sides only leave the most power for each.
        """
        frame = comparisons_frame(self.release, parts=parts, method=method)
        keys = [group.key for group in self.release.groups]
        return comparison_sentences(frame, keys, self.wording)

    def power(self) -> Explained | Sentences:
        """What a comparison of so many councils could find, given how much councils differ here."""
        between = between_councils(self._beside) if self._beside else None
        if between is None:
            return Sentences(self.wording.say("power.unknown"))
        return power_table(between, within_councils(self.release), self.wording)

    def own(
        self,
        pictures: pd.DataFrame,
        *,
        counted: bool = True,
        parts: tuple[str, ...] = (PartKind.SIDE,),
        method: str = "holm",
    ) -> Sentences:
        """What can and cannot be said of one council beside the others, a sentence for each part.

        Parameters
        ----------
        pictures, counted
            As for :meth:`own_table`.
        parts, method
            As for :meth:`differences`.
        """
        try:
            frame = self.own_table(pictures, counted=counted, parts=parts, method=method)
        except OwnError as error:
            return Sentences(self.wording.voice.refusal(error))
        if self._beside is None:
            refused = self.wording.refusals(self.release.refusals)
            return Sentences(self.wording.say("own.group", refused=refused))
        return comparison_sentences(frame, [self._beside.key], self.wording)

    def own_table(
        self,
        pictures: pd.DataFrame,
        *,
        counted: bool = True,
        parts: tuple[str, ...] = (PartKind.SIDE, PartKind.QUADRANT, PartKind.STATEMENT),
        method: str = "holm",
    ) -> pd.DataFrame:
        """The same as rows of the table ``comparisons``, with design ``own``.

        Parameters
        ----------
        pictures
            The council's own sessions, as the table ``releases`` of an export of its own rooms;
            the last one is compared.
        counted
            Whether these sessions are among those of the pool.

        Raises
        ------
        OwnError
            When there is no picture, or the others are too few.
        """
        made = (
            own_comparisons(self._beside, pictures, self.release.rules, counted=counted)
            if self._beside
            else []
        )
        chosen = [one for one in made if one.part in parts]
        return told_frame(chosen, simulated=self.release.simulated, method=method)

    @property
    def _beside(self) -> PooledGroup | None:
        """The group of all sessions, or the first that there is."""
        return self.together or next(iter(self.release.groups), None)

    def columns(self, table: str) -> Explained:
        """What a frame is about and what its columns mean, in words.

        Raises
        ------
        KeyError
            If there is no such frame.
        """
        of, research = self.wording.voice.of, self.wording.voice.content.research
        entries = {name: research.column(table, name) for name in map(str, self.tables[table])}
        rows = {
            self.wording.say(f"explain.{part}"): {
                name: of(text) if (text := getattr(entry, part)) else ""
                for name, entry in entries.items()
            }
            for part in ("label", "about", "unit", "missing")
        }
        return Explained(of(research.tables[table]), pd.DataFrame(rows))

    @property
    def _none(self) -> Sentences | None:
        if self.release.groups:
            return None
        refused = self.wording.refusals(self.release.refusals)
        return Sentences(self.wording.say("no_groups", refused=refused))
