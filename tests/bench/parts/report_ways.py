"""One way to make a document, in a process of its own: how long the first one takes, and the next.

Run as ``python -m tests.bench.parts.report_ways WAY PEOPLE``; says a JSON line. Content is read
before the clock starts, as it is on the facilitator's page; libraries are not.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

from tests.report.rooms import occasion, released
from weerbaar.catalog import Content, Voice, load_content

AGAIN = 3
BARE = '#set document(title: "T")\n#set text(font: "DejaVu Sans", lang: "nl")\n= T\n#lorem(60)\n'


def ways(content: Content, people: int) -> dict[str, Callable[[], bytes]]:
    """Every way, as something that makes a document."""
    release = released(content, people)
    then = released(content, people, 2, turn=2)
    alone, wave = occasion(release), occasion(release, then=then)

    def bare() -> bytes:
        import typst

        from weerbaar.report.typeset import _fonts

        return typst.compile(
            BARE.encode(), format="pdf", font_paths=_fonts(), pdf_standards=["ua-1"]
        )

    def net() -> bytes:
        from weerbaar.figures.net import net_svg
        from weerbaar.present.nets import group_spec

        return net_svg(group_spec(release, Voice(content, "nl")), layout="wide").encode()

    def report() -> bytes:
        from weerbaar.report.group import group_report

        return group_report(release, alone, Voice(content, "nl"))

    def report_of_wave() -> bytes:
        from weerbaar.report.group import group_report

        return group_report(release, wave, Voice(content, "nl"))

    def slides() -> bytes:
        from weerbaar.report.slides import group_slides

        return group_slides(release, alone, Voice(content, "nl"))

    return {
        "bare page": bare,
        "net alone": net,
        "PDF": report,
        "PDF of a wave": report_of_wave,
        "slides": slides,
    }


def measured(make: Callable[[], bytes]) -> dict[str, float]:
    """Seconds of the first document and of the fastest later one, and how large it is."""
    times = []
    for _ in range(1 + AGAIN):
        begin = time.perf_counter()
        made = make()
        times.append(time.perf_counter() - begin)
    return {"first": times[0], "again": min(times[1:]), "bytes": len(made)}


if __name__ == "__main__":
    way, people, *_ = sys.argv[1:]
    print(json.dumps(measured(ways(load_content(), int(people))[way])))
