"""The sentences of docs/performance.md; its numbers come from the run."""

from __future__ import annotations

INTRO = """\
# Performance

This page is made by `python3 run.py bench report` from `docs/benchmarks/room.json`, which
`python3 run.py bench room --json docs/benchmarks/room.json` writes. Do not edit it by hand: the
sentences are in `tests/bench/parts/prose.py`.

Every number comes from one run on one machine, with the servers, the visitors and the browser on
the same processors, and the configurations in turn. So ratios mean something; seconds say little
about another machine. Compared are:

- *stock*: Voilà with default settings. A notebook with the same twelve statements as plain radio
  buttons; pandas and pyplot are imported, as in most notebooks.
- *solara*: Solara, serving the same widgets from the same source.
- *cold*: weerbaar with forked kernels and an empty pool, so that every visitor waits for a kernel.
- *pool*: weerbaar as it starts: forked kernels, all of them ready before anybody comes.
- *ordinary*: weerbaar on a system that cannot fork: four ordinary kernels ready, then new ones.
- *floor*: the same page as a static file, and the same transactions, without any kernel."""

TIMES = """\
Seconds since the first request, as median / last one of the visitors, over all batches the middle
one. All visitors come at the same moment and none of them pauses to read. *Answerable*: the form
can be filled in (of stock and Solara: its widgets have arrived over the websocket, their scripts
not counted). *Interaction*: the kernel's first word after Begin, which stores durably that somebody
joined. *Picture*: the private picture is there. *Acknowledged*: told that the share is stored. CPU
is of the server and all it started, per visitor, until the last one was told; *after* is for ending
those kernels and filling the pool again. MB is memory per visitor; what is shared between processes
counts once. Of ours that is all kernels' memory divided by the kernels that live."""

BROWSER = """\
One visitor in Chromium, from navigation until the first radio button is checked, after pressing
Begin. The phone has 10 Mbit/s, 40 ms of latency and a quarter of the processor. What is asked of
other addresses fails at once here; with an internet connection stock pages wait for it too."""

CHANGES = """\
A full room, each time with one change switched off again (`tests/bench/parts/ours.py`). What the
pool and the fork themselves bring is in the table of times: *cold* against *pool*, and *ordinary*
against *cold*."""

SWITCHED_OFF = {
    "pool": "pool, everything on",
    "pool without handshake": "without channels opened ahead (`weerbaar/serve/jupyter/line.py`)",
    "pool without nodelay": "without sending at once (`weerbaar/serve/jupyter/socket.py`)",
    "pool without page_cache": "without a page that is drawn once",
    "pool without gzip": "without packing",
    "cold": "cold, everything on",
    "cold without preload": "cold, without content loaded before the fork",
}

SHARES = """\
45 visitors look at their own picture and then share at the same moment. The last one is told after
{together:.2f} s; the same 45 transactions one after the other in one process take {in_turn:.2f} s,
so {ratio:.2f} times as long. Lost: {lost:g}. Counted double, after everybody sent the same share
again: {double:g}."""

WHERE = """\
{system}, {cpus} processors, {memory_mb} MB of memory; {rounds} rounds; load before the first
configuration {first:g}. Other programs took at most {others:g} processors during a configuration;
how busy the machine was before, during and after each of them is in the JSON (`machine.load`).
{versions}."""

_KERNEL = (
    "Processor time, most of it in the kernels, and much of it for copying: a kernel that touches "
    "a page of memory for the first time gets a copy of it. SQL is put together and the shell is "
    "made before the fork, and a kernel in the pool practises a visit before it has one. What is "
    "left is ipykernel's own sockets and threads, the run of the notebook and the transactions, "
    "which write all sums anew in order (see docs/privacy.md), one after the other. "
)
_BEGIN = (
    "Begin is a durable transaction, so the last visitor also waits for the 44 commits before: "
    "*joins* of *commits in turn* in the JSON says how long those alone take. "
)
_BOUNDS = {
    "45 visitors, last one interactive, pool full": _BEGIN + _KERNEL,
    "45 visitors, last one interactive, cold forks": (
        "A fork, ipykernel's own start and the run of the notebook, on all processors at once;"
        " then the same as with the pool. " + _BEGIN
    ),
    "memory per visitor (PSS)": (
        "Pages that a kernel writes to and so no longer shares. Python counts references in "
        "the objects themselves, so reading a text is writing to its page. Of what a kernel has "
        "for itself after its start, some 1 MB is new and 14 MB are such copies (seen by comparing "
        "page tables with the parent's); the notebook and the visit add the rest. `gc.freeze` "
        "keeps the collector away from them; in Python 3.11 nothing does so for reference counts."
    ),
    "server CPU per visitor": "A fork and the start of a kernel, and the visit itself. " + _KERNEL,
    "phone: navigation": (
        "The style is a file of its own, so the phone asks twice before it draws anything; the"
        " static page that it is compared with has its style inside it."
    ),
    "45 shares in the same second": (
        "In turn means one process with everything warm. Together, 45 kernels each share for "
        "the first time, and the messages there and back use the same processors. " + _KERNEL
    ),
}


def bound(measure: str) -> str:
    """What stands in the way of a goal."""
    found = (text for start, text in _BOUNDS.items() if measure.startswith(start))
    return next(found, "not analysed yet.")
