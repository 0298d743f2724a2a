# %% [markdown]
# # Zelftest
# The self-test as a notebook usually has it: plain widgets, pandas and pyplot. Voilà serves it as
# a notebook (one cell per mark below), Solara as this script. It keeps to what both can do.

# %%
import base64
import io
import json
import os
import sqlite3
import uuid
from pathlib import Path

import ipywidgets as widgets
import matplotlib.pyplot as plt  # noqa: F401  # as most notebooks do, whether they need it or not
import pandas as pd
from matplotlib.figure import Figure

# %%
folder = Path(os.environ["SELFTEST_FOLDER"])
content = json.loads((folder / "content.json").read_text(encoding="utf-8"))
database = folder / "answers.sqlite"
me = uuid.uuid4().hex
statements = content["statements"]


# %%
def store(table, *values):
    """Write one row, durably."""
    connection = sqlite3.connect(database, timeout=60)
    marks = ", ".join("?" * len(values))
    with connection:
        connection.execute(f"insert into {table} values ({marks})", values)  # noqa: S608
    connection.close()


def frame():
    """Put the answers so far in a table."""
    rows = [
        (statement["quadrant"], statement["short"], radio.value)
        for statement, radio in zip(statements, radios, strict=True)
    ]
    return pd.DataFrame(rows, columns=["quadrant", "short", "colour"])


def draw(answers):
    """Draw the net as a picture."""
    fills = {"green": "#4c9f70", "orange": "#e8963c", "red": "#c8423b"}
    figure = Figure(figsize=(4, 4))
    axes = figure.add_subplot(projection="polar")
    heights = {"green": 1, "orange": 2, "red": 3}
    for number, colour in enumerate(answers["colour"]):
        axes.bar(number * 0.5236, heights.get(colour, 0.5), 0.5, color=fills.get(colour, "#ccc"))
    axes.set_xticks([number * 0.5236 for number in range(12)], list(answers["short"]), fontsize=5)
    axes.set_yticks([])
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=100)
    return base64.b64encode(file.getvalue()).decode()


# %%
intro = widgets.HTML(content["intro"])
begin = widgets.Button(description=content["begin"])
count = widgets.Label()
radios, rows = [], []
for statement in statements:
    radio = widgets.RadioButtons(
        options=[tuple(option) for option in statement["options"]], value=None
    )
    radios.append(radio)
    rows.append(widgets.VBox([widgets.HTML(statement["text"]), radio]))
show = widgets.Button(description=content["show"])
picture = widgets.HTML()
advice = widgets.Output()
share = widgets.Button(description=content["share"])
state = widgets.HTML()
result = widgets.VBox([picture, advice, share, state])
form = widgets.VBox([count, *rows, show, result])
form.layout.display = "none"


# %%
def on_begin(_button):
    """Count a visitor and show the form."""
    store("joined", me)
    form.layout.display = ""
    begin.layout.display = "none"


def on_answer(_change):
    """Say how many are answered."""
    count.value = f"{sum(radio.value is not None for radio in radios)} / {len(radios)}"


def on_show(_button):
    """Draw the private picture, with what asks attention."""
    answers = frame()
    asks = answers[answers["colour"].isin(["orange", "red"])]
    counts = asks.groupby("quadrant").size().sort_values(ascending=False)
    lines = "".join(f"<li>{quadrant}: {number}</li>" for quadrant, number in counts.items())
    picture.value = f'<img src="data:image/png;base64,{draw(answers)}"><ul>{lines}</ul>'


def on_share(_button):
    """Keep the answers and say so."""
    store("shared", me, *[radio.value for radio in radios])
    state.value = content["shared"]


begin.on_click(on_begin)
show.on_click(on_show)
share.on_click(on_share)
for radio in radios:
    radio.observe(on_answer, "value")

# %%
page = widgets.VBox([intro, begin, form])
page  # noqa: B018  # a notebook shows its last line
