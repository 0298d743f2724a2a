"""The report of a group as a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

from dataclasses import asdict

from weerbaar.catalog import Voice
from weerbaar.disclosure import Detail, Release
from weerbaar.figures.fills import FillWords
from weerbaar.figures.legend import entries
from weerbaar.figures.net import net_drawing
from weerbaar.figures.style import TONES
from weerbaar.figures.svg import svg
from weerbaar.present.balance import group_balance
from weerbaar.present.change import change_spec, draw_change
from weerbaar.present.fills import fill_words, group_fill
from weerbaar.present.nets import group_spec
from weerbaar.present.wording import scale_words
from weerbaar.report.figures_told import balance_alt
from weerbaar.report.occasion import Occasion
from weerbaar.report.story import Story, group_story
from weerbaar.report.typeset import Json, house, pdf

TEMPLATE = "group.typ"
_WORDS = {
    "kind": "report.kind",
    "rehearsal": "report.rehearsal",
    "picture": "report.picture.title",
    "reading": "report.picture.reading",
    "guide": "report.guide.title",
    "guide_brief": "report.guide.brief",
    "rules": "report.rules.title",
    "rules_note": "report.rules.note",
    "evidence": "report.rules.evidence",
    "source": "page.advice.source_rule",
    "ours": "page.advice.our_rule",
    "involve": "page.advice.involve",
    "questions": "report.questions.title",
    "statements": "report.statements.title",
    "change": "wave.title",
    "change_prove": "wave.prove",
    "change_nothing": "wave.nothing",
    "hidden": "report.hidden.title",
    "next": "report.next.title",
    "exercise": "report.exercise.title",
    "exercise_why": "report.exercise.why",
    "agreements": "report.agreements.title",
    "agreements_none": "report.agreements.none",
    "follow_up_none": "report.follow_up.none",
    "notes": "report.notes",
    "about": "report.about.title",
}
"""Words of the template that nothing is filled in in, and where they stand."""


def group_report(release: Release, occasion: Occasion, voice: Voice) -> bytes:
    """The report of a group, from its release and what it agreed.

    Raises
    ------
    ValueError
        If the instrument has changed since the release.
    RuntimeError
        If the document cannot be made.
    """
    return pdf(TEMPLATE, group_sheet(release, occasion, voice))


def group_sheet(release: Release, occasion: Occasion, voice: Voice) -> dict[str, Json]:
    """Everything that is read and seen in the report, as plain data for the template."""
    story = group_story(release, occasion, voice)
    both = occasion.both if story.change else None
    instrument = voice.content.instruments[release.instrument]
    scale = scale_words(instrument, voice)
    return {
        **house(voice, story.title, voice("report.session", code=story.code)),
        "story": asdict(story),
        "words": _words(story, scale, voice),
        "brief": _brief(story, scale, voice),
        "facts": [
            {"label": voice(f"report.about.{name}"), "value": value}
            for name, value in {
                "group": story.group,
                "day": story.day,
                "code": story.code,
                "shared": story.people,
                "digest": story.digest,
                "version": story.version,
            }.items()
        ],
        "tones": {name: {"fill": tone.fill, "edge": tone.edge} for name, tone in TONES.items()},
        **_picture(release, voice),
        "balance": _balance(release, voice),
        "legend": _legend(release, voice),
        "change_picture": draw_change(both, voice, "wide"),
        "change_alt": change_spec(both, voice).words.description if both else "",
    }


def _picture(release: Release, voice: Voice) -> dict[str, str]:
    """The net as on the page, and the same in words."""
    if release.detail is Detail.NOTHING:
        return {"picture": "", "alt": ""}
    spec = group_spec(release, voice)
    facts = {"title": spec.words.title, "lines": spec.words.description}
    return {
        "picture": svg(net_drawing(spec, "wide"), prefix="net"),
        "alt": voice("report.picture.alt", **facts),
    }


def _balance(release: Release, voice: Voice) -> dict[str, Json] | None:
    """The balance as on the page, and the same in words; None when there is none."""
    told = group_balance(release, voice)
    if told is None:
        return None
    words = {name: getattr(told, name) for name in ("heading", "verdict", "reading")}
    return {**words, "alt": balance_alt(told, voice), "picture": told.svg}


def _legend(release: Release, voice: Voice) -> list[dict[str, str]]:
    """What the colours of the bars mean."""
    instrument = voice.content.instruments[release.instrument]
    words = FillWords("", "", **fill_words(instrument, voice))
    found = entries([group_fill(figure) for figure in release.statements], words)
    return [{"kind": entry.kind, "words": entry.words} for entry in found]


def _brief(story: Story, scale: dict[str, str], voice: Voice) -> list[Json]:
    """What is on top of the first page."""

    def fact(label: str, value: str, more: str = "") -> dict[str, str]:
        return {"label": label, "value": value, "more": more}

    told = {quadrant.id: quadrant.words for quadrant in story.quadrants}
    named = story.extremes if story.judged and not story.spread else ()
    found = [
        fact(voice(f"report.brief.{one.about}", **scale), one.quadrant, told[one.id])
        for one in named
    ]
    weakest = voice("report.brief.weakest")
    if story.several and not any(one.key == "weakest" for one in named):
        found.insert(0, fact(weakest, ", ".join(story.several)))
    if story.quadrants and story.judged and not found:
        found = [fact(weakest, voice("report.brief.none"))]
    made = len(story.agreements)
    agreed = voice("report.brief.agreed", n=made) if made else voice("report.brief.agreed_none")
    back = story.follow_up or voice("report.brief.follow_up_none")
    return [
        *found,
        fact(voice("report.brief.agreements"), agreed),
        fact(voice("report.brief.follow_up"), back),
    ]


def _words(story: Story, scale: dict[str, str], voice: Voice) -> dict[str, Json]:
    """What stands above, below and beside all that the story tells."""
    clear = any(one.then for group in story.statements for one in group.statements)
    number = voice("report.statements.number")
    return {
        **{name: voice(key) for name, key in _WORDS.items()},
        "session": voice("report.session", code=story.code),
        "statements_brief": voice("report.statements.brief", **scale),
        "statement_heads": [
            number,
            *(voice(f"report.statements.{name}") for name in ("statement", "bar", "figure")),
        ],
        "change_statements": voice(
            "report.change.statements_some" if clear else "report.change.statements_none"
        ),
        "then": story.change.then if story.change else "",
        "agreement_heads": [
            number,
            *(voice(f"report.agreements.{name}") for name in ("what", "owner", "by")),
        ],
        "follow_up": voice("report.follow_up.title", day=story.follow_up),
        "follow_up_text": voice("report.follow_up.text", code=story.code),
        "made": voice("report.about.made", version=story.version),
    }
