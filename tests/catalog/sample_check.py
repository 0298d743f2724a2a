"""A check of three questions, small enough to break in every way."""

from __future__ import annotations

from pathlib import Path

FILE = "checks/check-nevenfuncties.yaml"


def _text(words: str, indent: int) -> str:
    pad = " " * indent
    return f'\n{pad}nl: "{words}"\n{pad}en: "{words}, please"'


CHECK = f"""\
id: check-nevenfuncties
title:{_text("Titel", 2)}
lead:{_text("Inleiding", 2)}
minutes: 5
privacy:{_text("Geen namen", 2)}
how: []
ask:{_text("de griffie", 2)}
source: "Verzonnen"
scale:
  - id: no
    label:{_text("Nee", 6)}
    text:{_text("Niets", 6)}
  - id: yes
    label:{_text("Ja", 6)}
    text:{_text("Iets", 6)}
laws:
  - id: gemeentewet
    name:{_text("Gemeentewet", 6)}
    address: "https://wetten.overheid.nl/BWBR0005416/2026-10-01"
    source: "Gelezen"
    checked: "2026-11-22"
places:
  - id: gemeente
    name:{_text("Gemeente", 6)}
    organisation:{_text("gemeente", 6)}
    council:{_text("de raad", 6)}
    house:{_text("op het gemeentehuis", 6)}
offices:
  - id: raadslid
    name:{_text("Raadslid", 6)}
    place: gemeente
    ask:{_text("de griffie", 6)}
  - id: wethouder
    name:{_text("Wethouder", 6)}
    place: gemeente
    ask:{_text("de secretaris", 6)}
rules:
  - id: openbaar
    name:{_text("Openbaar", 6)}
    gist:{_text("In het kort", 6)}
    statements:
      - text:{_text("Je {organisation}", 10)}
        articles:
          raadslid: [gemeentewet 12]
    facts:
      - text:{_text("Dit is nagekeken", 10)}
        source: "Gelezen"
        checked: "2026-11-22"
        offices: [wethouder]
sections:
  - id: werk
    title:{_text("Werk", 6)}
    about:{_text("Over werk", 6)}
    questions:
      - id: baan
        short:{_text("Baan", 10)}
        text:{_text("Heb je een baan?", 10)}
        why:{_text("Daarom", 10)}
        answers:
          - id: no
          - id: yes
            do:
              - text:{_text("Doe iets", 18)}
                offices: [raadslid]
            rules: [openbaar]
            tools: [fractie-tests]
            cases: [de-stem-van-de-achterban]
      - id: bedrijf
        short:{_text("Bedrijf", 10)}
        text:{_text("Heb je een bedrijf?", 10)}
        why:{_text("Hierom", 10)}
        answers:
          - id: no
          - id: yes
"""


def write_check(root: Path) -> None:
    """Put the check into a content folder."""
    (root / "checks").mkdir(exist_ok=True)
    (root / FILE).write_text(CHECK, encoding="utf-8")
