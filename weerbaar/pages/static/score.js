// One person's score and advice, on the phone. `model/profile.py` and `model/advice.py` say the same
// and are the reference: tests/scripts/test_same_result.py holds the two equal.

const SIDES = ["awareness", "acting"];

// A difference must not be lost to rounding: a threshold may be a fraction.
const TOLERANCE = 1e-9;

// Answers are colours by statement; one that is missing or null was skipped, which is never green.
export function score(instrument, answers) {
  const part = (id, quadrants) => {
    const given = quadrants.flatMap(({ statements }) => statements.map((name) => answers[name] ?? null));
    const count = (colour) => given.filter((found) => found === colour).length;
    const [green, orange, red, open] = ["green", "orange", "red", null].map(count);
    return { id, of: given.length, attention: orange + red, green, orange, red, open };
  };
  const { quadrants } = instrument;
  const { green, orange, red, open } = part("all", quadrants);
  // A statement of which the own text invites to skip it leaves nothing open.
  const needed = quadrants.flatMap(({ statements, may_skip }) => statements.filter((name) => !may_skip.includes(name)));
  return {
    rules: instrument.rules,
    quadrants: quadrants.map((quadrant) => part(quadrant.id, [quadrant])),
    sides: SIDES.map((side) => part(side, quadrants.filter((quadrant) => quadrant.side === side))),
    green,
    orange,
    red,
    open,
    missing: needed.filter((name) => !answers[name]).length,
  };
}

// The rules that fired, in the order in which they are shown, each with its evidence.
export function advise({ rules, quadrants, sides, green, orange, red, open, missing }) {
  const totals = { green, orange, red, open, missing };
  const above = (one, other, margin) => one.attention - other.attention >= margin - TOLERANCE;
  const evidence = (part, rest) => ({
    value: part.attention,
    most: part.attention,
    of: part.of,
    rest: rest ? rest.attention : null,
    rest_of: rest ? rest.of : 0,
    each_green: 0,
    ...totals,
  });
  const bare = { value: null, most: null, of: 0, rest: null, rest_of: 0, each_green: 0, ...totals };
  const about = (rule, found, more = {}) => ({ rule, evidence: found, quadrant: null, side: null, quadrants: [], ...more });
  const named = (parts) => quadrants.filter((part) => parts.includes(part)).map((part) => part.id);
  const most = (parts) => parts.reduce((first, part) => (part.attention > first.attention ? part : first));

  // One quadrant above all others, or else the fewest, at most half, above all others.
  function standingOut() {
    const ranked = [...quadrants].sort((one, other) => other.attention - one.attention);
    const half = Math.max(1, Math.floor(ranked.length / 2));
    for (let count = 1; count <= half; count += 1) {
      const last = ranked[count - 1];
      const rest = ranked[count];
      if (last.attention < rules.stands_out_at_least || !above(last, rest, rules.stands_out_above)) continue;
      if (count === 1) return about("stands_out", evidence(last, rest), { quadrant: last.id });
      const together = { ...evidence(last, rest), most: ranked[0].attention };
      return about("several_stand_out", together, { quadrants: named(ranked.slice(0, count)) });
    }
    return null;
  }

  // The strongest quadrants, but not all: where all are alike, none is stronger.
  function strengths(weak) {
    const weakest = weak ? [weak.quadrant, ...weak.quadrants] : [];
    const sound = quadrants.filter((part) => part.red === 0 && 2 * part.green > part.of && !weakest.includes(part.id));
    const greenest = Math.max(...sound.map((part) => part.green));
    const strong = sound.filter((part) => part.green === greenest);
    if (!strong.length || strong.length === quadrants.length) return null;
    const last = most(strong);
    return about("strengths", { ...evidence(last), each_green: last.green }, { quadrants: named(strong) });
  }

  function side(at, rule) {
    const here = sides[at];
    const there = sides[1 - at];
    if (!above(here, there, rules.side_above)) return null;
    return about(rule, evidence(here, there), { side: here.id });
  }

  function content() {
    const holds = missing === 0 && red === 0 && orange <= rules.content_max_orange;
    return holds ? about("content", evidence(most(quadrants))) : null;
  }

  // Where to begin when no rule says so.
  function otherwise() {
    const statements = quadrants.reduce((sum, part) => sum + part.of, 0);
    const asks = orange + red;
    const [least] = [...quadrants].sort((one, other) => one.attention - other.attention);
    const holding = [
      ["still_open", missing > 0 && (asks === 0 || 2 * missing > statements), bare],
      ["all_ask", quadrants.every((part) => 2 * part.attention > part.of), evidence(least)],
      ["one_point", asks === 1, bare],
    ];
    const [rule, , found] = holding.find(([rule, holds]) => holds && rules.used.includes(rule)) || ["spread", true, bare];
    return about(rule, found);
  }

  const weak = standingOut();
  const found = [content(), strengths(weak), weak, side(0, "awareness_side"), side(1, "acting_side")];
  let fired = found.filter((advice) => advice && rules.used.includes(advice.rule));
  // In a calm picture a side would be about the same few answers as the quadrant that stands out.
  const calm = fired.some((advice) => advice.rule === "content");
  if (calm && fired.includes(weak)) fired = fired.filter((advice) => !advice.side);
  if (fired.every((advice) => advice.rule === "strengths")) fired.push(otherwise());
  return [...fired, about("discuss", bare)];
}
