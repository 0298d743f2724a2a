// One's own result, made on the phone from what came with the page: the same for everybody, until
// one's answers fill it in. `tests/scripts/person.py` says the same of the same answers.
import { drawBalance, drawNet } from "./pictures.js";
import { advise, score } from "./score.js";
import { escaped, filled } from "./words.js";

export function createResult(kit) {
  const { instrument, pictures } = kit;
  const { words, library } = kit.result;
  const page = parseTemplate(kit.result.page);
  const asked = instrument.quadrants.flatMap((quadrant) => quadrant.statements);
  const names = (keys) => keys.map((key) => library.pages[key].name);
  const links = (keys) => keys.map((key) => ({ key, name: library.pages[key].name }));
  const ui = (key, facts) => filled(words.ui[key], facts);

  // --- the rules that fired ----------------------------------------------------------------------
  const whole = (number) => (number === null ? "-" : String(number));
  const percent = (number) => (number === null ? "-" : String(Math.round(100 * number)));

  function counts(colours, found) {
    const chosen = colours.filter((colour) => found[colour]);
    return chosen.map((colour) => ui("balance.colour", { n: found[colour], word: words.colours[colour] })).join(", ");
  }

  // Whom to involve in the quadrants that stand out; of several each by its name.
  function involve({ rule, quadrant, quadrants }) {
    if (quadrant) return words.closing[quadrant];
    if (rule !== "several_stand_out") return null;
    const of = (name) => ui("page.advice.involve_of", { quadrant: words.quadrants[name], closing: words.closing[name] });
    return quadrants.map(of).join(" ");
  }

  function adviceWords(advice) {
    const { evidence: found, quadrant } = advice;
    const rule = words.rules[advice.rule];
    // Nothing is said of a colour that was not chosen.
    const chosen = ["red", "orange"].filter((colour) => found[colour]).map((colour) => words.colours[colour]);
    if (!chosen.length) chosen.push(words.not_green);
    const either = (list) => list.reduce((first, second) => ui("page.either", { first, second }));
    const facts = {
      quadrant: quadrant ? words.quadrants[quadrant] : "",
      quadrants: advice.quadrants.map((name) => words.quadrants[name]).join(", "),
      n: whole(found.value),
      each: either([...new Set([whole(found.value), whole(found.most)])]),
      of: found.of,
      rest: whole(found.rest),
      percent: percent(found.value),
      low: "-",
      high: "-",
      level: "",
      other_n: whole(found.rest),
      other_of: found.rest_of,
      other_percent: percent(found.rest),
      other_level: "",
      green: found.each_green,
      counts: counts(["red", "orange", "green", "open"], found),
      colours: either(chosen),
      worst: chosen[0],
    };
    return {
      rule: advice.rule,
      quadrant,
      side: advice.side,
      quadrants: advice.quadrants,
      evidence: found,
      title: filled(rule.title, facts),
      text: filled(rule.text, facts),
      why: rule.evidence === null ? null : filled(rule.evidence, facts),
      involve: involve(advice),
      ours: rule.ours,
    };
  }

  // --- the pictures in words ---------------------------------------------------------------------
  const line = (key, name, parts) => ui(key, { quadrant: name, side: name, parts, words: parts });

  function netWords(answers) {
    const said = (name) => `${words.statements[name].short} ${words.colours[answers[name] || "open"]}`;
    const lines = instrument.quadrants.map((quadrant) =>
      line("page.net.quadrant_line", words.quadrants[quadrant.id], quadrant.statements.map(said).join(", ")),
    );
    return { title: words.net, description: lines.join(" ") };
  }

  // What is open may still be either, so the pole leans only as far as is certain.
  function verdict(profile, keys) {
    const [left, right] = keys.map((key) => profile.sides.find((side) => side.id === key));
    const low = right.attention / right.of - (left.attention + left.open) / left.of;
    const high = (right.attention + right.open) / right.of - left.attention / left.of;
    const nothing = 1e-9; // what rounding makes of zero
    if (low <= nothing && high >= -nothing) {
      return ui(`balance.verdict.${left.open || right.open ? "unsure" : "even"}`);
    }
    const lean = low > 0 ? low : -high;
    const counts = lean * Math.max(left.of, right.of) >= instrument.rules.side_above - nothing;
    const side = words.balance.sides[keys[low > 0 ? 1 : 0]];
    return ui(`balance.verdict.${counts ? "more" : "little"}`, { side });
  }

  function balanceWords(profile) {
    if (!words.balance) return null;
    const keys = Object.keys(words.balance.sides);
    const sides = keys.map((key) => {
      const part = profile.sides.find((side) => side.id === key);
      const { attention: n, of, open } = part;
      const found = [ui("balance.count", { n, of }), ui(`balance.asks.${n === 1 ? "one" : "more"}`)];
      if (open) found.push(ui("balance.open", { n: open }));
      return { key, words: found };
    });
    const ends = sides.map(({ key, words: [count, asks, ...more] }) =>
      line("balance.side_line", words.balance.sides[key], [`${count} ${asks}`, ...more].join(", ")),
    );
    const quadrants = profile.quadrants.map((part) => {
      const parts = counts(["red", "orange", "open", "green"], part);
      return line("balance.side_line", words.quadrants[part.id], parts);
    });
    const said = verdict(profile, keys);
    return {
      title: words.balance.title,
      description: [...ends, said, ...quadrants].join(" "),
      verdict: said,
      reading: words.balance.reading.filter(({ skipped }) => !skipped || profile.open).map((found) => found.line),
      sides,
    };
  }

  // --- the result as data ------------------------------------------------------------------------
  function tip(statement, colour) {
    const { text, tip, tools, exercises, contacts } = words.statements[statement];
    return {
      statement,
      colour,
      word: words.colours[colour],
      about: text,
      text: tip,
      tools: names(tools),
      exercises: names(exercises),
      contacts: names(contacts),
    };
  }

  function data(answers) {
    if (!asked.some((name) => answers[name])) return { net: null, balance: null, advice: [], tips: [], opened: [] };
    const profile = score(instrument, answers);
    return {
      net: netWords(answers),
      balance: balanceWords(profile),
      advice: advise(profile).map(adviceWords),
      // Red first: that is where most is to be gained.
      tips: ["red", "orange"].flatMap((colour) =>
        asked.filter((name) => answers[name] === colour).map((name) => tip(name, colour)),
      ),
      opened: asked.filter((name) => !answers[name]).map((name) => words.statements[name].text),
    };
  }

  // --- the page ----------------------------------------------------------------------------------
  function tipParts(tip) {
    const { tools, exercises, contacts } = words.statements[tip.statement];
    const [group, us] = [exercises, contacts].map((keys) => keys.length > 0);
    return {
      ...tip,
      symbol: words.symbols[tip.colour],
      tools: links(tools),
      more: group || us,
      with_group: group,
      exercises: links(exercises),
      with_us: us,
      contacts: links(contacts),
    };
  }

  function html(answers, prefix = "net-own") {
    const found = data(answers);
    if (!found.net) return renderTemplate(page, { empty: true, shown: null });
    const { balance } = found;
    const shown = {
      picture: drawNet(pictures.net, { answers, ...found.net, prefix }),
      balance: balance && {
        picture: drawBalance(pictures.balance, {
          answers,
          title: balance.title,
          description: balance.description,
          prefix: `${prefix}-balance`,
        }),
        verdict: balance.verdict,
        reading: balance.reading.map((line) => ({ line })),
      },
      advice: found.advice.map((advice) => ({ ...advice, source: !advice.ours })),
      no_tips: !found.tips.length,
      tips: found.tips.map(tipParts),
      left_open: found.opened.length > 0,
      opened: found.opened.map((line) => ({ line })),
    };
    return renderTemplate(page, { empty: false, shown });
  }

  return { html, data };
}

// --- pages with placeholders -----------------------------------------------------------------------
// A template in pieces, parsed once: text, [[word]], [[!markup]], and <!--section-->...<!--/section-->,
// as templates/placeholders.html.j2 writes them.
function parseTemplate(page) {
  const whole = [];
  const within = [whole];
  const found = page.split(/(<!--\/?\w+-->|\[\[!?\w+\]\])/);
  for (const piece of found) {
    const [, sign, name] = /^(?:<!--|\[\[)([/!]?)(\w+)/.exec(piece) || [];
    if (!name) within[0].push(piece);
    else if (piece.startsWith("[[")) within[0].push({ name, isMarkup: sign === "!" });
    else if (sign === "/") within.shift();
    else {
      const section = { name, pieces: [] };
      within[0].push(section);
      within.unshift(section.pieces);
    }
  }
  return whole;
}

// A section stands there once for each value that is given for it, and not at all for none.
function renderTemplate(pieces, values) {
  let made = "";
  for (const piece of pieces) {
    if (typeof piece === "string") made += piece;
    else if (!piece.pieces) made += piece.isMarkup ? values[piece.name] : escaped(values[piece.name]);
    else {
      const given = values[piece.name];
      for (const one of Array.isArray(given) ? given : given ? [given] : []) {
        made += renderTemplate(piece.pieces, typeof one === "object" ? one : values);
      }
    }
  }
  return made;
}
