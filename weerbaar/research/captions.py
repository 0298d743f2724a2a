"""What stands around a picture: title, mark, how many people, and what was hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from weerbaar.disclosure.pooling.research_release import PooledGroup, ResearchRelease, Share
from weerbaar.figures.plate import PlateWords
from weerbaar.research.intervals import councils
from weerbaar.research.wording import Wording


def plate_words(
    release: ResearchRelease,
    groups: Sequence[PooledGroup],
    shown: Iterable[Share],
    wording: Wording,
    *,
    title: str,
    description: str,
    more: Sequence[str] = (),
) -> PlateWords:
    """Title, mark and caption of a picture of some groups.

    Parameters
    ----------
    groups
        In the picture.
    shown
        Every share that has a place in it, hidden ones too.
    more
        Sentences about this kind of picture.
    """
    caption = (
        _who(groups, wording),
        " ".join((*_hidden(release, list(shown), wording), *more)),
        *((wording.say("made_up"),) if release.simulated else ()),
    )
    mark = wording.say("mark") if release.simulated else ""
    return PlateWords(title, description, mark, caption)


def _who(groups: Sequence[PooledGroup], wording: Wording) -> str:
    if len(groups) == 1:
        (group,) = groups
        name = wording.group(group.key)
        return wording.say(
            "caption.one",
            group=name[:1].upper() + name[1:],
            sessions=group.sessions,
            councils=councils(group),
            people=wording.number(group.people),
        )
    return wording.say(
        "caption.many",
        groups=len(groups),
        sessions=sum(group.sessions for group in groups),
        people=wording.number(sum(group.people for group in groups)),
    )


def _hidden(release: ResearchRelease, shown: list[Share], wording: Wording) -> list[str]:
    hidden = sum(share.value is None for share in shown)
    if hidden:
        found = wording.say("caption.hidden", shares=len(shown), hidden=hidden)
    else:
        found = wording.say("caption.nothing_hidden")
    sentences = [wording.say("caption.rounded", base=release.rules.round_to), found]
    if release.refusals:
        sentences.append(wording.say("caption.refused", groups=wording.refusals(release.refusals)))
    return sentences
