"""The same content for every configuration, taken from ``content/``; and where it is put."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import nbformat

from weerbaar.catalog import Content, load_content

APP = Path(__file__).parents[1] / "apps" / "selftest_widgets.py"
SHARED = "Gedeeld met de groep."
BEGIN, SHOW, SHARE = "Begin", "Bekijk mijn beeld", "Deel met de groep"
COLOURS = ("green", "orange", "red")


def material(content: Content) -> dict[str, object]:
    """Give the texts of the self-test, as the plain widgets show them."""
    found = content.instruments["zelftest"]
    words = {colour.id: colour.word["nl"] for colour in found.file.scale}
    welcome = found.intro.welcome
    paragraphs = [*(text["nl"] for text in welcome.text), content.privacy.summary["nl"]]
    statements = [
        {
            "id": statement.id,
            "quadrant": quadrant.name["nl"],
            "short": statement.short["nl"],
            "text": f"<b>{statement.text['nl']}</b>",
            "options": [
                *((f"{words[c]}: {getattr(statement.colours, c)['nl']}", c) for c in COLOURS),
                ("overslaan", "skip"),
            ],
        }
        for quadrant in found.file.quadrants
        for statement in quadrant.statements
    ]
    return {
        "intro": f"<h1>{welcome.title['nl']}</h1>" + "".join(f"<p>{p}</p>" for p in paragraphs),
        "begin": BEGIN,
        "show": SHOW,
        "share": SHARE,
        "shared": SHARED,
        "statements": statements,
    }


def prepare(folder: Path) -> None:
    """Put the texts, the notebook, the script and an empty database in a folder."""
    text = json.dumps(material(load_content()), ensure_ascii=False)
    (folder / "content.json").write_text(text, encoding="utf-8")
    source = APP.read_text(encoding="utf-8")
    (folder / "selftest.py").write_text(source, encoding="utf-8")
    nbformat.write(notebook(source), folder / "selftest.ipynb")
    connection = sqlite3.connect(folder / "answers.sqlite")
    with connection:
        connection.execute("create table joined (id text primary key)")
        columns = ", ".join(f"answer{number} text" for number in range(12))
        connection.execute(f"create table shared (id text primary key, {columns})")
    connection.close()


def notebook(source: str) -> nbformat.NotebookNode:
    """Make a notebook of a script: one cell per mark."""
    cells = [cell.strip("\n") for cell in source.split("# %%")]
    made = [nbformat.v4.new_code_cell(cell) for cell in cells if cell and cell[0] != " "]
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": spec})
