"""What docs/disclosure-attack.md says around its tables."""

from __future__ import annotations

INTRO = """\
# Attacks on a release

This page is made by `python3 run.py bench attack_report` from `docs/benchmarks/attack.json`, which
`python3 run.py bench attack --json docs/benchmarks/attack.json` writes. Do not edit it by hand: the
sentences are in `bench/attack_words.py`.

The attacker knows the rules and their parameters, the release, how many joined, are done, are
present and shared, and the answers of none, one or two accomplices, whichever people in the room
those are. A fact about somebody else is *certain* when it holds in every room that is possible.
*Sensitive* is: not green on a statement (of somebody who answered it at all), red, orange, a whole
sheet, or not green somewhere in a quadrant (of somebody who answered some statements of it).
*Stronger* is more than the design promises: which of orange and red somebody is who is known not to
be green, and that exactly one other person is not green, is orange or is red.

Two models, which share no code with the rules and none with each other: going through every
possible room (`tests/attack/outlook.py`), and an integer program over all people and all twelve
statements (`tests/attack/program.py`, solved by HiGHS)."""

ATTACKS = """\
Rooms of nine mixes in equal parts (`tests/attack/rooms.py`): realistic, nearly unanimous, two
camps, one outlier, many skips, a quadrant all red, people who skip a quadrant, all identical,
hardly any answers. Each cell: rooms with a sensitive fact / with a stronger one, of the rooms
attacked. Promised is: nothing for 10 people and more with two accomplices, and for 5 to 9 with one,
when w = 3, as the program comes. The narrower band (w = 2, the floor) is for one accomplice.
*First design* are the rules before these attacks; docs/decisions.md says what was changed."""

EVERY = """\
Random rooms can miss one, so every figure that a statement can have in rooms of 10 to 45 was
attacked too, with every answer that none, one or two accomplices can have given, and every level of
a quadrant in rooms of 5 to 9 with none and one: {large:,} and {small:,} cases; {certain} of them
makes a fact certain. The integer program was asked about {compared} rooms, with w = 2 in half of
them so that there is something to find; it rules out {ruled:,} answers of somebody else, and
differs from the enumeration in {differ} rooms."""

LEVELS = """\
In a room of 5 to 9 the levels of all quadrants and what is said to stand out are published
together, so they are attacked together (`tests/attack/levels.py`, `tests/attack/every_level.py`):
every set of levels, everything that can be said to stand out beside it, and one accomplice, for
instruments of several shapes. The question is about the whole quadrant of another person: can
whoever answered some of its statements have been green on all of those? Where there are more than
10,000 sets, {drawn} of each size are drawn, with an accomplice who may have answered a part.

{tried}

Two rules are there because of this attack; without them it succeeds (cases drawn, four times three
statements, cases with a fact of cases tried). At five people the highest level leaves too few
greens for one accomplice and anybody else. Something that stands out above a quadrant at the
highest level leaves no room for anybody who was green there.

{broken}"""

OFF = """\
One rule switched off at a time, no accomplice. R1 off: results run along, a new picture after
every share. R2 off: statements for any number of people. R3 off: exact counts. R5 off: the picture
is made again after a latecomer. R6 off: the room is shown once with and once without a fractie of
three. R4, R7 and R8 are held by types and by tests of what comes out
(`tests/disclosure/test_release.py`, `tests/disclosure/test_shape.py`)."""

NOT = """\
Realistic rooms, no accomplice: somebody fills in all sheets but a few, in a room of 20 (tried: all
green, green and red, three colours); a fact is about one of the real people. So mind the number on
the screen."""

PAIRS = """\
Realistic rooms, no accomplice, two releases, and all people who were there twice answered the same
twice. *One more*: a fact is about the one who came the second time; one person fewer is the same
pair, read the other way round. *In common*: the second release is of another questionnaire that
shares so many statements with the first, so only those tell (no two questionnaires in the content
share any; those of an organisation may). *One answers anew*: the same people, one of whom changed
some answers, and it is known that only one did; a fact is about what that person answered then or
now. *Levels*: rooms too small for statements; the fact is that the newcomer was not green somewhere
in a quadrant. A rehearsal in which real people answered is a first release like any other.

| pair | n | rooms with a sensitive fact |
|---|---|---|
{rows}

No rule for one release stops this, and no wider band does: with w = 6 the second time, which leaves
rooms of fewer than 19 with levels only, most pairs still tell, since counts above the band stay
exact. So it is asked about and told, and a group has one session a day."""

LIKELY = """\
Nothing is certain of anybody, but where nearly all chose the same, that is *likely* of each of
them: 0 to 3 green of 23 who answered is at least 87 % not green for each, whatever one held likely
before. The table gives the largest probability that another person was not green on a statement
(n 5 to 9: on a statement of a quadrant at the highest level that is told), over everything that can
be published and all that accomplices can have answered, when nobody skips; what is said to stand
out is not in it. *At least* is without any prior: the least share among the others. *Any share*:
all shares not green of the room are alike likely. *Councils*: 90 % of shares lie between 10 and
45 % (a beta distribution with {first:g} and {second:g}). *Fair coins*: nobody says anything about
another. Three numbers are for none, one and two accomplices (below ten: none and one).

{rows}

For green the same holds, and in practice it is the one that occurs: with *councils* the largest
probability of green is {green10:g} % at 10 people, {green23:g} % at 23 and {green45:g} % at 45.

Statistical agencies call this group attribute disclosure, or class disclosure: something is learned
of an identifiable group because all its members fall in one or a few classes, though nobody is
picked out; and within-group disclosure where one who differs learns it of all others, which is what
accomplices do here. They protect by ambiguity in the zeros, so that not all are known to fall in
one class (Handbook on Statistical Disclosure Control, 5.2 Disclosure risks,
https://sdctools.github.io/HandbookSDC/05-frequency-tables.html; what is learned with some
probability only: inferential disclosure, Duncan, Jabine and de Wolf 1993, in FCSM, Statistical
Policy Working Paper 22, 2005). The bands are that ambiguity: a number up to w may be none, and with
two accomplices always leaves room for others who differ. Hiding the figure instead would tell as
much, and would point at the wrong quadrant. So the promise can be that nothing is certain about
anybody; it cannot be that nothing is likely."""

TELLING = """\
Rooms in which all quadrants have one true share not green (5 to 45 %), but one that lies 0, 10 or
25 points above it; statements and people differ, 4 % is skipped (`tests/attack/telling.py`). How
often does a rule speak, and when it does, is what it names highest in the room's own counts, by
how much there, and in truth (the last three over rooms of the three margins in equal parts)? *The
program*: at 5 to 9 people 15 points of the room's own counts, published beside the levels, unless
it would stand above a quadrant at the highest level or, of few people, itself be at the lowest;
from ten on 15 points of the published shares. *Levels, one apart* was the rule before: it fires on
a single answer. Two apart never does so, and hardly ever speaks. Of the two sides a rule speaks at
5 to 9 only of what the levels make certain: hardly ever, and then it is right."""

USEFUL = """\
Realistic rooms (55 to 95 % green per quadrant, people differ, 4 % skips). Does the quadrant, and
the side, that stands highest in the release also do so in the exact tally? *Shared*: it does, but
with others beside it, which is what levels are often like. *Wrong*: it does not; of those, *far*:
the exact figures differ by 15 points or more, from where the rules speak of standing out."""

WHERE = """\
{system}, {cpus} processors, {memory_mb} MB of memory. {versions}."""
