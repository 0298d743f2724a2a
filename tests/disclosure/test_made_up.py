"""Made-up councils: marked, as varied as promised, and the same for the same seed."""

from itertools import islice

from tests.disclosure.councils import councils, pool
from tests.disclosure.made_up import simulated_contributions, simulated_councils
from tests.model.shapes import FOUR
from weerbaar.catalog import load_content
from weerbaar.disclosure.sealed.contribution import for_research
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import Tally, scales


def test_a_tally_is_that_of_its_rows():
    """The quick way of adding up gives what Tally.of gives sheet by sheet."""
    colours = list(Colour)
    for council in councils()[:12]:
        sheets = [
            AnswerSheet(
                FOUR,
                {
                    statement.id: colours[answer]
                    for statement, answer in zip(FOUR.statements, row, strict=True)
                    if answer is not None
                },
            )
            for row in council.rows
        ]
        whole = Tally.total(map(Tally.of, sheets))
        assert council.contribution.tally == for_research(whole, FOUR)


def test_the_same_seed_gives_the_same_councils():
    """Seeds repeat and differ."""
    one, same, other = (list(simulated_contributions(FOUR, 9, seed)) for seed in (3, 3, 4))
    assert one == same != other
    assert len(one) == 9


def test_councils_are_marked_and_of_every_kind():
    """All are marked; sizes lie in 5..45, and kinds, waves, skips and complete sheets occur."""
    made = [council.contribution for council in councils(200)]
    choices = load_content().choices
    assert all(c.simulated for c in made)
    assert {c.group_type for c in made} <= {choice.id for choice in choices.group_types}
    assert {c.size_class for c in made} <= {choice.id for choice in choices.size_classes}
    assert len({c.group_type for c in made}) == 4
    sizes = [c.tally.sheets for c in made]
    assert min(sizes) >= 5
    assert max(sizes) <= 45
    assert {c.wave for c in made} == {1, 2, 3}
    *_, total = scales(FOUR)
    assert any(0 < c.tally.complete(total) < c.tally.sheets for c in made)
    assert any(not c.tally.complete(total) for c in made)
    people = [(c.tally.sheets, c.done, c.joined, c.heads) for c in made]
    for at in range(3):
        assert {some[at] < some[at + 1] for some in people} == {True, False}


def test_waves_of_a_council_share_its_series():
    """Waves count from one, a year apart, of the same kind of group."""
    waves = {}
    for council in councils(200):
        waves.setdefault(council.contribution.series, []).append(council.contribution)
    for found in waves.values():
        assert [c.wave for c in found] == list(range(1, len(found) + 1))
        assert len({(c.group_type, c.year - c.wave) for c in found}) == 1


def test_councils_differ_as_much_as_asked():
    """With variation between councils the design effect is far above one, without it near one."""

    def effect(between):
        from weerbaar.disclosure.pooling.estimates import cluster_ratio

        clusters = {}
        for council in islice(simulated_councils(FOUR, 400, 7, between=between), 400):
            if council.contribution.wave == 1:
                rows = council.rows
                given = [row[0] for row in rows if row[0] is not None]
                clusters[council.contribution.series] = (sum(map(bool, given)), len(given))
        return cluster_ratio(*zip(*clusters.values(), strict=True)).design_effect

    assert effect(0.0) < 1.5
    assert effect(0.8) > 2.0


def test_a_release_of_them_is_not_empty():
    """Sixty councils give figures for all statements."""
    shares = pool().release().groups[0].shares
    assert all(share.value is not None for share in shares)
