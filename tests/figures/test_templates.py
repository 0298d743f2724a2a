"""A phone draws its own net and balance: what it shows is, to the byte, what Python draws."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures import samples
from tests.figures.drawn import parsed
from tests.scripts.running import run_script
from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.figures.balance import balance_drawing, person_balance_template
from weerbaar.figures.balance_spec import (
    BalanceQuadrant,
    BalanceSide,
    BalanceSpec,
    BalanceWords,
    balance_choices,
    count_name,
    open_name,
    ranks,
)
from weerbaar.figures.fills import COLOURS, PersonFill
from weerbaar.figures.marks import Pick
from weerbaar.figures.net import net_drawing, person_net_template
from weerbaar.figures.net_spec import NetSpec, QuadrantSpec, SideSpec, WedgeSpec
from weerbaar.figures.style import TONES
from weerbaar.figures.svg import svg
from weerbaar.model import AnswerSheet, Colour, score
from weerbaar.present.balance import balance_template as present_balance
from weerbaar.present.balance import person_balance
from weerbaar.present.nets import net_template as present_net
from weerbaar.present.nets import person_spec

DRAW = """
import { drawBalance, drawNet } from "./pictures.js";
const draw = { net: drawNet, balance: drawBalance };
export default ({ templates, asked }) =>
  asked.map(([kind, template, given]) => draw[kind](templates[template], given));
"""
CONTENT = load_content()
SHIPPED = [(name, language) for name in CONTENT.instruments for language in LANGUAGES]
LARGEST = {6: 3_500, 12: 9_000, 18: 11_500}
"""Bytes of both templates together, packed, by number of statements."""
NASTY = "Jij & <ik> {{title}} \"zo\" 'of' zo — één 🕸"
MADE_UP = {
    "unequal sides": ((3, 2), (4, 3)),
    "six quadrants": ((3, 3, 3), (3, 3, 3)),
    "one against many": ((1,), (5, 5)),
    "long": ((5, 5, 5), (5, 5, 5)),
}


def packed(*templates):
    """Bytes that templates take when they are sent."""
    text = json.dumps(templates, separators=(",", ":"), ensure_ascii=False)
    return len(gzip.compress(text.encode(), 9))


def sheets(statements, count, seed):
    """Answers of many people: at random, all alike, and nothing at all."""
    rng = random.Random(seed)
    colours = [colour.value for colour in Colour]
    yield {}
    for colour in colours:
        yield dict.fromkeys(statements, colour)
    for _ in range(count):
        skips = rng.choice([0, 1, 3])
        found = {s: rng.choice([*colours, *[None] * skips]) for s in statements}
        # What is not answered may be null or absent.
        yield {s: colour for s, colour in found.items() if colour or rng.random() < 0.5}


def shipped(name, language):
    """What is asked of a phone with a questionnaire that is shipped, and what Python draws."""
    instrument = CONTENT.instruments[name]
    net = present_net(instrument, Voice(CONTENT, language))
    balance = present_balance(instrument, Voice(CONTENT, language))
    statements = [statement.id for statement in instrument.model.statements]
    for answers in sheets(statements, 12, f"{name} {language}"):
        sheet = AnswerSheet(instrument.model, {s: Colour(c) for s, c in answers.items() if c})
        spec = person_spec(sheet, instrument, Voice(CONTENT, language))
        words = spec.words
        told = {"title": words.title, "description": words.description, "prefix": "net-own"}
        made = svg(net_drawing(spec), prefix="net-own")
        yield "net", net, {"answers": answers, **told}, made
        own = person_balance(score(sheet), instrument, Voice(CONTENT, language))
        assert (own is None) == (balance is None)
        if own:
            words = own.spec.words
            told = {"title": words.title, "description": words.description, "prefix": own.prefix}
            yield "balance", balance, {"answers": answers, **told}, own.svg


def laid_up(sides):
    """Keys of quadrants by side, and of statements by quadrant, from their numbers."""
    keys = [[f"q{side}{n}" for n in range(len(sizes))] for side, sizes in enumerate(sides)]
    numbers = [
        (key, size) for own in zip(keys, sides, strict=True) for key, size in zip(*own, strict=True)
    ]
    return keys, {key: [f"{key}.{n}" for n in range(size)] for key, size in numbers}


def made_up(sides):
    """What is asked of a phone with other numbers of quadrants and statements, and what it is."""
    keys, statements = laid_up(sides)
    order = [statement for own in statements.values() for statement in own]
    net, balance = made_up_templates(sides)
    for answers in sheets(order, 20, str(sides)):
        told = {"title": NASTY, "description": f"{NASTY} {NASTY}", "prefix": "a-b"}
        spec = made_up_net(keys, statements, answers)
        yield "net", net, {"answers": answers, **told}, svg(net_drawing(spec), prefix="a-b")
        poised = made_up_balance(keys, statements, answers)
        made = svg(balance_drawing(poised), prefix="a-b")
        yield "balance", balance, {"answers": answers, **told}, made


def made_up_templates(sides):
    """Both templates of a questionnaire that is made up."""
    keys, statements = laid_up(sides)
    balance = made_up_balance(keys, statements, {})
    return person_net_template(made_up_net(keys, statements, {})), person_balance_template(
        balance, statements
    )


def made_up_net(keys, statements, answers):
    """A net of these statements, answered so."""
    numbers = {s: n for n, s in enumerate((s for own in statements.values() for s in own), 1)}
    quadrants = tuple(
        QuadrantSpec(
            key,
            f"Vlak {key} & meer",
            tuple(WedgeSpec(s, numbers[s], "kort <1>", PersonFill(answers.get(s))) for s in own),
        )
        for key, own in statements.items()
    )
    sides = tuple(SideSpec(f"s{n}", f"kant '{n}'", tuple(own)) for n, own in enumerate(keys))
    return NetSpec(quadrants, sides, samples.words(title=NASTY, description=f"{NASTY} {NASTY}"))


def made_up_balance(keys, statements, answers):
    """A balance of these statements, answered so."""
    sides = []
    for number, own in enumerate(keys):
        side, of = f"s{number}", sum(len(statements[key]) for key in own)
        quadrants = [
            BalanceQuadrant(
                key, f"Vlak {key}", tuple(PersonFill(answers.get(s)) for s in statements[key])
            )
            for key in own
        ]
        count = Pick(count_name(side), [f"{n} van {of}" for n in range(of + 1)])
        # Of another number of lines by count: what stands below keeps its place.
        asks = Pick(count_name(side), ["niets", *["vragen heel veel van je aandacht"] * of])
        left = Pick(open_name(side), ["", *[f"{n} open" for n in range(1, of + 1)]])
        sides.append(BalanceSide(side, f"kant {number}", tuple(quadrants), count, (asks, left)))
    told = BalanceWords(title=NASTY, description=f"{NASTY} {NASTY}", reach="zo ver")
    return BalanceSpec(tuple(sides), told)


def drawn(rows):
    """What a phone draws of everything that is asked, in one go."""
    templates = list({id(template): template for _, template, _, _ in rows}.values())
    places = {id(template): place for place, template in enumerate(templates)}
    asked = [(kind, places[id(template)], what) for kind, template, what, _ in rows]
    return run_script(DRAW, {"templates": templates, "asked": asked})


def test_a_phone_draws_what_python_draws():
    """Every questionnaire and others, in both languages: the same bytes for every sheet."""
    rows = [row for name, language in SHIPPED for row in shipped(name, language)]
    rows += [row for sides in MADE_UP.values() for row in made_up(sides)]
    assert len(rows) > 350
    for (kind, _, asked, made), found in zip(rows, drawn(rows), strict=True):
        assert found == made, (kind, asked)


def test_a_template_is_small():
    """What a phone gets to draw with, packed: some kilobytes, whatever the questionnaire."""
    for name, language in SHIPPED:
        instrument = CONTENT.instruments[name]
        templates = [
            make(instrument, Voice(CONTENT, language)) for make in (present_net, present_balance)
        ]
        assert packed(*templates) < LARGEST[len(instrument.model.statements)]
    for sides in MADE_UP.values():
        assert packed(*made_up_templates(sides)) < 14_000


def test_a_template_knows_no_answer():
    """Whoever's spec it is made from, the template is the same."""
    red, none = samples.person(["red"] * 12), samples.person([None] * 12)
    assert person_net_template(red) == person_net_template(none)
    instrument = CONTENT.instruments["zelftest"]
    answers = {s.id: Colour.RED for s in instrument.model.statements}
    specs = [
        person_balance(
            score(AnswerSheet(instrument.model, given)), instrument, Voice(CONTENT, "nl")
        ).spec
        for given in ({}, answers)
    ]
    statements = {str(q.id): [s.id for s in q.statements] for q in instrument.file.quadrants}
    one, other = (person_balance_template(spec, statements) for spec in specs)
    assert one == other


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*COLOURS, None]), min_size=12, max_size=12))
def test_a_picture_holds_nothing_of_other_answers(sheet):
    """Each wedge has one surface and one symbol: of its answer, or open when there is none."""
    groups = {
        node.get("id"): node
        for node in parsed(svg(net_drawing(samples.person(sheet)), prefix="net")).iter()
    }
    for key, colour in zip(samples.KEYS, sheet, strict=True):
        tone = TONES[colour or "open"]
        surface, *threads = (shape.get("fill") for shape in groups[f"net-wedge-{key}"])
        assert (surface, threads) == (tone.fill, ["none"])
        assert [shape.get("fill") for shape in groups[f"net-on-wedge-{key}"]] == [tone.mark]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(MADE_UP.values())), st.data())
def test_counts_say_how_far_the_pole_leans(sides, data):
    """What is picked by counts alone is the lean, and the ends, that follow from the answers."""
    keys, statements = laid_up(sides)
    order = [s for own in statements.values() for s in own]
    answers = {s: data.draw(st.sampled_from([*COLOURS, None])) for s in order}
    spec = made_up_balance(keys, statements, answers)
    chosen = balance_choices(spec)
    found = ranks(sum(sides[0]), sum(sides[1])).differences
    ends = tuple(found[int(chosen[name])] for name in ("low", "high"))
    assert ends == pytest.approx(spec.difference)
    assert found[int(chosen["lean"])] == pytest.approx(spec.lean)
    assert (chosen["reach"] == "yes") == (None in answers.values())


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))))
def test_title_and_description_are_only_text(text):
    """Nothing in a title or a description becomes markup, nor fills another place."""
    words = samples.words(title=text, description=f"{{title}}{text}")
    title, desc, *_ = parsed(svg(net_drawing(samples.net([None] * 12, words)), prefix="net"))
    assert (title.text or "") == text
    assert desc.text == "{title}" + text


def test_a_prefix_is_a_name():
    """What cannot start an id is refused."""
    with pytest.raises(ValueError, match="cannot start"):
        svg(net_drawing(samples.person([None] * 12)), prefix='"')


@pytest.mark.parametrize(
    "module", ["net", "balance", "bars", "change", "dots", "panels", "plate", "scenes"]
)
def test_a_page_needs_the_standard_library_only(module):
    """What a page draws, and what it gives a phone to draw with, loads no matplotlib or numpy."""
    code = (
        f"import sys, weerbaar.figures.{module}; from tests.figures import samples; "
        "from weerbaar.figures.net import net_drawing, person_net_template; "
        "from weerbaar.figures.svg import svg; spec = samples.person(['red'] * 12); "
        "svg(net_drawing(spec), prefix='a'), person_net_template(spec); "
        "print([name for name in sys.modules if name.split('.')[0] in ('matplotlib', 'numpy')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_drawing_never_loads_pyplot():
    """No window, no global figure: drawing leaves pyplot alone."""
    code = (
        "import sys; from tests.figures import samples; "
        "from weerbaar.figures.net import net_drawing; from weerbaar.figures.plot import png; "
        "png(net_drawing(samples.person(['red'] * 12)), 320); "
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
