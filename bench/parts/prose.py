"""The sentences of docs/performance.md; its numbers come from the run."""

from __future__ import annotations

INTRO = """\
# Performance

This page is made by `python3 run.py bench report` from `docs/benchmarks/room.json`, which
`python3 run.py bench room --json docs/benchmarks/room.json` writes. Do not edit it by hand: the
sentences are in `bench/parts/prose.py`.

Every number comes from one run on one machine, with the servers, the visitors and the browser on
the same processors. So ratios mean something; seconds say little about another machine. Compared
are:

- *stock*: Voilà with default settings. A notebook with the same twelve statements as plain radio
  buttons; pandas and pyplot are imported, as in most notebooks.
- *solara*: Solara, serving the same widgets from the same source.
- *ours*: weerbaar's server for participants, as it starts.
- *floor*: the least that a server can do. A bare Tornado has the same files in memory, packed, byte
  for byte as ours sent them, and writes the same two durable transactions (begin, share), one after
  the other. It checks nothing and knows no rules.

Ours and the floor run side by side and are measured in turn; stock and Solara, which take minutes,
once each, up to 45 visitors."""

TIMES = """\
Seconds since the first request, as median / last one of the visitors, over all batches the middle
one. All visitors come at the same moment and none of them pauses to read. Each has one connection
and asks what the page asks: the page with its style (*answerable*: the form can be filled in), the
scripts and the kit with rules, tips and templates; Begin (*begun*: told that it is stored; of stock
and Solara: a widget changes); *picture*: all of that has come, so that the phone can draw, which
takes the time in the next table; of stock and Solara: the picture has come too, and all scripts and
styles that a browser was seen to load; *acknowledged*: told that the share is stored. Then it asks
how the session is. CPU is of the server and all it started, per visitor, for all of that. MB is
memory per visitor while all are there; what processes share counts once."""

BROWSER = """\
One visitor in Chromium, from navigation until the first radio button is checked, after pressing
Begin. The phone has 10 Mbit/s, 40 ms of latency and a quarter of the processor. What is asked of
other addresses fails at once here; with an internet connection stock pages wait for it too. *Static
page* is our page without a script: one file, from the floor."""

DRAWING = """\
On a phone with a quarter of the processor, scoring and drawing everything and showing it takes
{made:.0f} ms the first time; showing the same, made beforehand, {inserted:.0f} ms. From the moment
that the kit has come until every statement was answered, the picture seen and every tip opened, the
phone asks {requests:g} things, but for how the session is. All of it takes {kb:.1f} kB over the
network."""

SHARES = """\
{size} visitors look at their own picture and then share at the same moment. The last one is told
after {together:.2f} s; the same {size} transactions one after the other in one process take
{in_turn:.2f} s, so {ratio:.2f} times as long. Lost: {lost:g}. Counted double, after everybody sent
the same share again: {double:g}."""

REVEAL = """\
A page asks every {least:g} to {most:g} seconds how the session is; when nothing changed the answer
has no body. After the reveal the last of 45 has the picture of the group after {last:.2f} s. The
floor gives 45 phones that ask at the same moment both, as finished files, in {floor:.2f} s. {size}
phones that wait take {share:.1%} of one core."""

SOCKETS = """\
{phones} pages in Chromium at the same moment take at most {peak:g} connections each while they
load, and {later:g} half a minute after that. The estimate of how many phones fit counts {counted:g}
each."""

WHERE = """\
{system}, {cpus} processors, {memory_mb} MB of memory; {rounds} rounds; load before the first
configuration {first:g}. Other programs took at most {others:g} processors during a configuration;
how busy the machine was before, during and after each of them is in the JSON (`machine.load`).
{versions}."""

_STORE = (
    "Nearly all of it is in the two transactions, which the floor does in the same way: each waits "
    "for the disk, and a share writes the receipts of its session anew in order (see "
    "docs/privacy.md), which takes longer as there are more. "
)
_BOUNDS = {
    "45 visitors, last one acknowledged": _STORE,
    "400 visitors, last one acknowledged": _STORE,
    "server CPU per visitor": _STORE,
    "45 visitors, last one with all bytes": (
        "Begin is a durable transaction, so the last visitor waits for the 44 commits before; and "
        "the drawing of a slow phone is added whole. "
    ),
    "45 visitors, last one answerable": (
        "While the first visitors' Begin is written, pages are given by the same process. "
    ),
    "private picture: time": (
        "The scripts run for the first time: they are compiled, rules and templates are read from "
        "the kit, and the HTML is put together before the browser lays it out. "
    ),
    "phone: navigation": (
        "The page's script, which is compiled and adopts the form while somebody could answer. "
    ),
    "45 shares in the same second": (
        "In turn means one process with everything warm. Together, the requests are read and "
        "answered in the process that commits; a bare Tornado takes as long. "
    ),
    "reveal to the picture": "The picture of the group is drawn when it is first asked for. ",
}


def bound(measure: str) -> str:
    """What stands in the way of a goal."""
    found = (text for start, text in _BOUNDS.items() if measure.startswith(start))
    return next(found, "not analysed yet.").strip()
