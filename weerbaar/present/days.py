"""Days in words."""

from __future__ import annotations

from datetime import date

from weerbaar.catalog import Content

MONTHS = 12


def day_words(day: date, content: Content, language: str) -> str:
    """A day as people write it: 22 november 2026."""
    month = content.text(f"day.months.{day.month}", language)
    return content.text("day.written", language, day=day.day, month=month, year=day.year)


def written_day(text: str, content: Content, language: str) -> str:
    """A day that is written as 2026-11-22, in words; what is no such day stays as it is."""
    try:
        return day_words(date.fromisoformat(text), content, language)
    except ValueError:
        return text


def month_words(content: Content, language: str) -> list[str]:
    """The twelve months, January first; for a script that writes days by itself."""
    return [content.text(f"day.months.{number}", language) for number in range(1, MONTHS + 1)]
