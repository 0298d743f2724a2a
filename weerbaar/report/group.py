"""The report of a group as a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from weerbaar.catalog import Voice
from weerbaar.disclosure import Detail, Release
from weerbaar.figures.legend import entries
from weerbaar.figures.net_spec import FillWords
from weerbaar.figures.style import TONES
from weerbaar.present.balance import group_balance
from weerbaar.present.change import change_spec, draw_change
from weerbaar.present.fills import fill_words, group_fill
from weerbaar.present.nets import group_spec
from weerbaar.present.wording import scale_words
from weerbaar.report.figures_told import balance_alt
from weerbaar.report.occasion import Occasion
from weerbaar.report.story import Story, group_story
from weerbaar.report.typeset import pdf

TEMPLATE = "group.typ"


def group_report(release: Release, occasion: Occasion, voice: Voice) -> bytes:
    """The report of a group, from its release and what it agreed.

    Raises
    ------
    ValueError
        If the instrument has changed since the release.
    TypesetError
        If the document cannot be made.
    """
    return pdf(TEMPLATE, group_sheet(release, occasion, voice))


def group_sheet(release: Release, occasion: Occasion, voice: Voice) -> dict[str, Any]:
    """Everything that is read and seen in the report, as plain data for the template."""
    story = group_story(release, occasion, voice)
    both = occasion.both if story.change else None
    instrument = voice.content.instruments[release.instrument]
    scale = scale_words(instrument, voice.language)
    return {
        "language": voice.language,
        "title": story.title,
        "brand": voice("page.site"),
        "footer": voice("report.session", code=story.code),
        "story": asdict(story),
        "words": _words(story, scale, voice),
        "brief": _brief(story, scale, voice),
        "facts": _facts(story, voice),
        "tones": {name: {"fill": tone.fill, "edge": tone.edge} for name, tone in TONES.items()},
        **_picture(release, voice),
        "balance": _balance(release, voice),
        "legend": _legend(release, voice),
        "change_picture": draw_change(both, voice, "wide") if both else "",
        "change_alt": change_spec(both, voice).words.description if both else "",
    }


def _picture(release: Release, voice: Voice) -> dict[str, str]:
    """The net as on the page, and the same in words."""
    if release.detail is Detail.NOTHING:
        return {"picture": "", "alt": ""}
    from weerbaar.figures.net import net_svg

    spec = group_spec(release, voice)
    facts = {"title": spec.words.title, "lines": spec.words.description}
    return {
        "picture": net_svg(spec, prefix="net", layout="wide"),
        "alt": voice("report.picture.alt", **facts),
    }


def _balance(release: Release, voice: Voice) -> dict[str, Any] | None:
    """The balance as on the page, and the same in words; None when there is none."""
    told = group_balance(release, voice)
    if told is None:
        return None
    words = {name: getattr(told, name) for name in ("heading", "verdict", "reading")}
    return {**words, "alt": balance_alt(told, voice), "picture": told.svg}


def _legend(release: Release, voice: Voice) -> list[dict[str, str]]:
    """What the colours of the bars mean."""
    instrument = voice.content.instruments[release.instrument]
    words = FillWords(**fill_words(instrument, voice))
    found = entries([group_fill(figure) for figure in release.statements], words)
    return [{"kind": entry.kind, "words": entry.words} for entry in found]


def _brief(story: Story, scale: dict[str, str], voice: Voice) -> list[dict[str, str]]:
    """What is on top of the first page."""
    told = {quadrant.id: quadrant.words for quadrant in story.quadrants}
    named = story.extremes if story.judged and not story.spread else ()
    found = [
        {
            "label": voice(f"report.brief.{one.about}", **scale),
            "value": one.quadrant,
            "more": told[one.id],
        }
        for one in named
    ]
    if story.several and not any(one.key == "weakest" for one in named):
        weakest = ", ".join(story.several)
        found.insert(0, {"label": voice("report.brief.weakest"), "value": weakest, "more": ""})
    if story.quadrants and story.judged and not found:
        found = [
            {
                "label": voice("report.brief.weakest"),
                "value": voice("report.brief.none"),
                "more": "",
            }
        ]
    made = len(story.agreements)
    agreed = voice("report.brief.agreed", n=made) if made else voice("report.brief.agreed_none")
    back = story.follow_up or voice("report.brief.follow_up_none")
    return [
        *found,
        {"label": voice("report.brief.agreements"), "value": agreed, "more": ""},
        {"label": voice("report.brief.follow_up"), "value": back, "more": ""},
    ]


def _facts(story: Story, voice: Voice) -> list[dict[str, str]]:
    """What it is about and what it was made with."""
    values = {
        "group": story.group,
        "day": story.day,
        "code": story.code,
        "shared": story.people,
        "digest": story.digest,
        "version": story.version,
    }
    return [
        {"label": voice(f"report.about.{name}"), "value": value} for name, value in values.items()
    ]


def _words(story: Story, scale: dict[str, str], voice: Voice) -> dict[str, Any]:

    clear = any(one.then for group in story.statements for one in group.statements)
    return {
        "kind": voice("report.kind"),
        "session": voice("report.session", code=story.code),
        "rehearsal": voice("report.rehearsal"),
        "picture": voice("report.picture.title"),
        "reading": voice("report.picture.reading"),
        "guide": voice("report.guide.title"),
        "guide_brief": voice("report.guide.brief"),
        "rules": voice("report.rules.title"),
        "rules_note": voice("report.rules.note"),
        "evidence": voice("report.rules.evidence"),
        "source": voice("page.advice.source_rule"),
        "ours": voice("page.advice.our_rule"),
        "involve": voice("page.advice.involve"),
        "questions": voice("report.questions.title"),
        "statements": voice("report.statements.title"),
        "statements_brief": voice("report.statements.brief", **scale),
        "statement_heads": [
            voice(f"report.statements.{name}") for name in ("number", "statement", "bar", "figure")
        ],
        "change": voice("wave.title"),
        "change_prove": voice("wave.prove"),
        "change_nothing": voice("wave.nothing"),
        "change_statements": voice(
            "report.change.statements_some" if clear else "report.change.statements_none"
        ),
        "then": story.change.then if story.change else "",
        "hidden": voice("report.hidden.title"),
        "next": voice("report.next.title"),
        "exercise": voice("report.exercise.title"),
        "exercise_why": voice("report.exercise.why"),
        "agreements": voice("report.agreements.title"),
        "agreements_none": voice("report.agreements.none"),
        "agreement_heads": [
            voice("report.statements.number"),
            *(voice(f"report.agreements.{name}") for name in ("what", "owner", "by")),
        ],
        "follow_up": voice("report.follow_up.title", day=story.follow_up),
        "follow_up_text": voice("report.follow_up.text", code=story.code),
        "follow_up_none": voice("report.follow_up.none"),
        "notes": voice("report.notes"),
        "about": voice("report.about.title"),
        "made": voice("report.about.made", version=story.version),
    }
