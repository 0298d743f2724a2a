"""Pictures of pooled sessions: what they show is what the release says, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.figures.drawn import texts
from tests.research.pools import group, release
from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.disclosure.pooling.research_release import Design, PartKind, RefusedGroup
from weerbaar.research.compare import comparison_sentences, comparisons_frame
from weerbaar.research.group_pictures import change_picture, panels_picture
from weerbaar.research.pictures import bars_picture, net_picture
from weerbaar.research.view import View
from weerbaar.research.wording import Wording

CONTENT = load_content()
SELF_TEST = CONTENT.instruments["zelftest"]
MODEL = SELF_TEST.model


def wording(language="nl"):
    """Says things about the self-test."""
    return Wording(Voice(CONTENT, language), SELF_TEST)


def pooled(*groups, **differ):
    """A release of the self-test."""
    made = groups or (group(instrument=MODEL),)
    return release(*made, instrument=MODEL, **differ)


def types(**differ):
    """A release by group type, with one group that may not be shown."""
    keys = [(("group_type", name),) for name in ("gemeenteraad", "provinciale-staten")]
    groups = [group(key, instrument=MODEL, level=0.2 + 0.2 * i) for i, key in enumerate(keys)]
    return pooled(
        *groups, refusals=[RefusedGroup((("group_type", "fractie"),), "few_people")], **differ
    )


def waves(count=3, design=Design.PAIRED):
    """A release by wave."""
    keys = [(("wave", str(n)),) for n in range(1, count + 1)]
    groups = [group(k, instrument=MODEL, level=0.4 - 0.05 * n) for n, k in enumerate(keys)]
    return pooled(*groups, by=("wave",), design=design)


PICTURES = {
    "net": lambda words, **d: net_picture(pooled(**d), pooled().groups[0], words),
    "bars": lambda words, **d: bars_picture(pooled(**d), pooled().groups[0], words),
    "panels": lambda words, **d: panels_picture(types(**d), words, together=pooled().groups[0]),
    "change": lambda words, **d: change_picture(replace(waves(), **d), words),
}


def written(picture):
    """All that stands in a picture, in one line."""
    return " ".join(texts(picture.drawing))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_says_what_it_rests_on(name, language):
    """People, sessions, rounding and what was hidden stand below every picture."""
    said = written(PICTURES[name](wording(language)))
    people, sessions = ("mensen", "sessies") if language == "nl" else ("people", "sessions")
    assert re.search(rf"\d+ {sessions}.* [\d.,]+ {people}", said)
    assert re.search("afgerond op 5" if language == "nl" else "rounded to 5", said)
    assert re.search("niets verborgen" if language == "nl" else "Nothing of what is here", said)
    assert "{" not in said


@pytest.mark.parametrize("name", PICTURES)
def test_made_up_figures_are_marked(name):
    """Figures that were made up say so, large and in a sentence; real ones do not."""
    for simulated in (True, False):
        picture = PICTURES[name](wording(), simulated=simulated)
        assert ("GESIMULEERD" in written(picture)) is simulated
        assert ("verzonnen" in written(picture)) is simulated
        assert ("verzonnen" in picture.svg()) is simulated


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_can_be_heard(name):
    """A screen reader gets the title, the figures of every quadrant or statement, and the rest."""
    picture = PICTURES[name](wording())
    svg = picture.svg()
    title, heard = (re.search(rf"<{tag} [^>]*>(.*?)</{tag}>", svg)[1] for tag in ("title", "desc"))
    assert title == picture.drawing.words.title
    assert len(re.findall(r"\d+ % \(\d+\W\d+\)", heard)) >= 4
    assert "afgerond" in heard


def test_what_is_hidden_is_not_drawn_and_is_counted():
    """A hidden share is an open bar without a number, and the caption counts it."""
    hides = pooled(group(instrument=MODEL, hide={"jij-waarden", "sociaal-advies"}))
    said = written(bars_picture(hides, hides.groups[0], wording()))
    assert "Van de 12 delen zijn er 2 verborgen" in said
    assert said.count("verborgen") == 1 + 2 + 1  # caption, two bars, legend
    assert len(re.findall(r"\d+ % \(", said)) == 10


def test_a_group_that_is_not_shown_has_its_reason():
    """A refused group has its place in the overview, with the reason and without a figure."""
    said = written(panels_picture(types(), wording()))
    assert "Fractie niet getoond: te weinig mensen" in said
    assert "Fractie (te weinig mensen)" in said


def test_more_moments_than_marks_are_named():
    """Only the last moments are drawn, and the caption says which are not."""
    said = written(change_picture(waves(6), wording()))
    assert "Niet getekend: meting 1, meting 2." in said
    assert "meting 3" in said


def test_without_groups_there_is_a_sentence():
    """When nothing may be shown a view says why, in every picture's place."""
    bare = release(refusals=[RefusedGroup((), "few_sessions")], instrument=MODEL)
    view = View(replace(bare, groups=()), wording())
    for made in (view.net(), view.bars(), view.overview(), view.change()):
        assert made == "Er is geen groep die getoond mag worden. alle sessies (te weinig sessies)"


def test_a_difference_is_told_with_what_it_proves():
    """Each verdict has a sentence with the interval, and with what the difference does not say."""
    keys = [(("wave", str(n)),) for n in (1, 2, 3)]
    far = pooled(
        group(keys[0], instrument=MODEL, level=0.2),
        group(keys[1], instrument=MODEL, level=0.5),
        group(keys[2], instrument=MODEL, level=0.5),
    )
    view = View(far, wording())
    said = view.differences().splitlines()
    assert len(said) == 6
    assert "er minder groen dan in meting 1" in said[0]
    assert "Waardoor het komt, bewijst dit niet" in said[0]
    assert "geen verschil aangetoond" in said[-1]
    assert all("6 toetsen" in line for line in said)
    alone = View(pooled(), wording()).differences()
    assert alone == "Er zijn geen twee groepen om te vergelijken."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("design", [Design.INDEPENDENT, Design.PAIRED, Design.OVERLAPPING])
def test_a_picture_of_waves_says_what_its_lines_are(design, language):
    """The lines are of each wave, the change has an interval of its own, and who is in it is said.

    No picture says that waves are compared as different groups when councils were paired.
    """
    said = written(change_picture(waves(3, design), wording(language)))
    each = "niet het interval van de verandering" if language == "nl" else "not the interval of the"
    assert each in said
    words = {
        Design.PAIRED: ("24 raden die bij de eerste", "24 councils that are in the first"),
        Design.OVERLAPPING: ("sommige raden in beide", "some councils being in both"),
        Design.INDEPENDENT: ("alsof het verschillende raden", "as if they were different"),
    }
    for one, both in words.items():
        assert (both[LANGUAGES.index(language)] in said) is (one is design)
    assert re.search(r"\W10 \(\W\d+ (tot|to) \W\d+\)", said), "the change with its interval"


def test_groups_beside_each_other_say_what_overlap_means():
    """Lines that overlap do not show that groups are alike, and the picture says so."""
    assert "lijnen" not in written(panels_picture(types(), wording()))
    assert "ook bij strepen die overlappen" in written(panels_picture(types(), wording()))
    assert "lines that overlap may still" in written(panels_picture(types(), wording("en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_verdict_comes_without_what_could_have_been_found(language):
    """Beside "no difference was shown" stands which difference this comparison could find."""
    word = "8 van de 10 keer" if language == "nl" else "8 of 10 cases"
    for made, verdicts in ((waves(2), {"unclear"}), (types(), {"higher"})):
        assert set(comparisons_frame(made, parts=("statement",))["verdict"]) == verdicts
        said = View(made, wording(language)).differences(parts=("statement",)).splitlines()
        assert len(said) == 12
        assert all((word in line) is (verdicts == {"unclear"}) for line in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_power_is_told_in_a_table_and_a_sentence(language):
    """What three councils find beside three others, and how much more the same ones twice."""
    told = View(waves(), wording(language)).power()
    assert "15" in told.about
    assert len(told.frame) == 5
    assert len(told.frame.columns) == 4
    assert len(View(types(), wording(language)).power().frame.columns) == 2
    hidden = replace(types().groups[0], shares=())
    assert View(pooled(hidden), wording(language)).power().startswith(("Hoeveel", "How much"))


def test_a_difference_that_many_tests_blur_is_not_called_none():
    """When the interval leaves out zero but the correction does not, the sentence says both."""
    keys = [(("wave", str(n)),) for n in (1, 2)]
    groups = [
        group(k, instrument=MODEL, level=level) for k, level in zip(keys, (0.3, 0.375), strict=True)
    ]
    made = pooled(*groups, by=("wave",))
    frame = comparisons_frame(made, parts=(PartKind.SIDE, PartKind.QUADRANT, PartKind.STATEMENT))
    sides = frame[frame["part"] == "side"]
    assert (sides["low"] > 0).all()
    assert set(sides["verdict"]) == {"unclear"}
    said = comparison_sentences(sides, keys, wording()).splitlines()
    assert "kan het toeval zijn" in said[0]
    assert "+7" in said[0] or "+8" in said[0]


@pytest.mark.parametrize("table", ["shares", "items", "covariances"])
def test_columns_are_explained_in_whole_sentences(table):
    """The notebook's explanation of a table holds every column and cuts no text off."""
    view = View(pooled(), wording())
    explained = view.columns(table)
    assert list(explained.frame.index) == list(view.tables[table])
    shown = explained._repr_html_()
    assert "…" not in shown
    assert all(text in shown for text in explained.frame["uitleg"] if "'" not in text)
