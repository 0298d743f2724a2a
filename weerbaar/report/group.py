"""The report of a group as a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from weerbaar.catalog import Content
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
from weerbaar.report.typeset import pdf

TEMPLATE = "group.typ"


def group_report(release: Release, occasion: Occasion, content: Content, language: str) -> bytes:
    """The report of a group, from its release and what it agreed.

    Raises
    ------
    ValueError
        If the instrument has changed since the release.
    TypesetError
        If the document cannot be made.
    """
    return pdf(TEMPLATE, group_sheet(release, occasion, content, language))


def group_sheet(
    release: Release, occasion: Occasion, content: Content, language: str
) -> dict[str, Any]:
    """Everything that is read and seen in the report, as plain data for the template."""
    story = group_story(release, occasion, content, language)
    both = occasion.both if story.change else None
    instrument = content.instruments[release.instrument]
    scale = scale_words(instrument, language)
    return {
        "language": language,
        "title": story.title,
        "brand": content.text("page.site", language),
        "footer": content.text("report.session", language, code=story.code),
        "story": asdict(story),
        "words": _words(story, scale, content, language),
        "brief": _brief(story, scale, content, language),
        "facts": _facts(story, content, language),
        "tones": {name: {"fill": tone.fill, "edge": tone.edge} for name, tone in TONES.items()},
        **_picture(release, content, language),
        "balance": _balance(release, content, language),
        "legend": _legend(release, content, language),
        "change_picture": draw_change(both, content, language, "wide") if both else "",
        "change_alt": change_spec(both, content, language).words.description if both else "",
    }


def _picture(release: Release, content: Content, language: str) -> dict[str, str]:
    """The net as on the page, and the same in words."""
    if release.detail is Detail.NOTHING:
        return {"picture": "", "alt": ""}
    spec = group_spec(release, content, language)
    facts = {"title": spec.words.title, "lines": spec.words.description}
    return {
        "picture": svg(net_drawing(spec, "wide"), prefix="net"),
        "alt": content.text("report.picture.alt", language, **facts),
    }


def _balance(release: Release, content: Content, language: str) -> dict[str, Any] | None:
    """The balance as on the page, and the same in words; None when there is none."""
    told = group_balance(release, content, language)
    if told is None:
        return None
    words = {name: getattr(told, name) for name in ("heading", "verdict", "reading")}
    return {**words, "alt": balance_alt(told, content, language), "picture": told.svg}


def _legend(release: Release, content: Content, language: str) -> list[dict[str, str]]:
    """What the colours of the bars mean."""
    instrument = content.instruments[release.instrument]
    words = FillWords("", "", **fill_words(instrument, content, language))
    found = entries([group_fill(figure) for figure in release.statements], words)
    return [{"kind": entry.kind, "words": entry.words} for entry in found]


def _brief(
    story: Story, scale: dict[str, str], content: Content, language: str
) -> list[dict[str, str]]:
    """What is on top of the first page."""

    def t(key: str, **facts: object) -> str:
        return content.text(key, language, **facts)

    told = {quadrant.id: quadrant.words for quadrant in story.quadrants}
    named = story.extremes if story.judged and not story.spread else ()
    found = [
        {
            "label": t(f"report.brief.{one.about}", **scale),
            "value": one.quadrant,
            "more": told[one.id],
        }
        for one in named
    ]
    if story.several and not any(one.key == "weakest" for one in named):
        weakest = ", ".join(story.several)
        found.insert(0, {"label": t("report.brief.weakest"), "value": weakest, "more": ""})
    if story.quadrants and story.judged and not found:
        found = [{"label": t("report.brief.weakest"), "value": t("report.brief.none"), "more": ""}]
    made = len(story.agreements)
    agreed = t("report.brief.agreed", n=made) if made else t("report.brief.agreed_none")
    back = story.follow_up or t("report.brief.follow_up_none")
    return [
        *found,
        {"label": t("report.brief.agreements"), "value": agreed, "more": ""},
        {"label": t("report.brief.follow_up"), "value": back, "more": ""},
    ]


def _facts(story: Story, content: Content, language: str) -> list[dict[str, str]]:
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
        {"label": content.text(f"report.about.{name}", language), "value": value}
        for name, value in values.items()
    ]


def _words(story: Story, scale: dict[str, str], content: Content, language: str) -> dict[str, Any]:
    def t(key: str, **facts: object) -> str:
        return content.text(key, language, **facts)

    clear = any(one.then for group in story.statements for one in group.statements)
    return {
        "kind": t("report.kind"),
        "session": t("report.session", code=story.code),
        "rehearsal": t("report.rehearsal"),
        "picture": t("report.picture.title"),
        "reading": t("report.picture.reading"),
        "guide": t("report.guide.title"),
        "guide_brief": t("report.guide.brief"),
        "rules": t("report.rules.title"),
        "rules_note": t("report.rules.note"),
        "evidence": t("report.rules.evidence"),
        "source": t("page.advice.source_rule"),
        "ours": t("page.advice.our_rule"),
        "involve": t("page.advice.involve"),
        "questions": t("report.questions.title"),
        "statements": t("report.statements.title"),
        "statements_brief": t("report.statements.brief", **scale),
        "statement_heads": [
            t(f"report.statements.{name}") for name in ("number", "statement", "bar", "figure")
        ],
        "change": t("wave.title"),
        "change_prove": t("wave.prove"),
        "change_nothing": t("wave.nothing"),
        "change_statements": t(
            "report.change.statements_some" if clear else "report.change.statements_none"
        ),
        "then": story.change.then if story.change else "",
        "hidden": t("report.hidden.title"),
        "next": t("report.next.title"),
        "exercise": t("report.exercise.title"),
        "exercise_why": t("report.exercise.why"),
        "agreements": t("report.agreements.title"),
        "agreements_none": t("report.agreements.none"),
        "agreement_heads": [
            t("report.statements.number"),
            *(t(f"report.agreements.{name}") for name in ("what", "owner", "by")),
        ],
        "follow_up": t("report.follow_up.title", day=story.follow_up),
        "follow_up_text": t("report.follow_up.text", code=story.code),
        "follow_up_none": t("report.follow_up.none"),
        "notes": t("report.notes"),
        "about": t("report.about.title"),
        "made": t("report.about.made", version=story.version),
    }
