// The net and the balance of one person, from what was drawn beforehand for any answers.
//
// drawNet(template, { answers, title, description, prefix }) and drawBalance(template, { … }) return
// SVG for inside a page: the same, to the letter, as Python makes of the same answers
// (weerbaar/figures/net.py and balance.py, which make the templates). Nothing is measured here: it is
// picked from the template what the answers show.
//
// answers: "green", "orange" or "red" by statement; absent or null is not answered.
// title, description: plain text for screen readers. prefix: starts every id.

export function drawNet(template, { answers, ...words }) {
  const chosen = pictureWords(words);
  for (const id of template.statements) chosen[`answer-${id}`] = answers[id] ?? "open";
  return pictureText(template.picture, chosen);
}

export function drawBalance(template, { answers, ...words }) {
  const chosen = pictureWords(words);
  const sorted = (states) => states.sort((one, other) => template.order.indexOf(one) - template.order.indexOf(other));
  const [left, right] = template.sides.map(([side, quadrants]) => {
    const all = [];
    for (const [quadrant, statements] of quadrants) {
      const states = sorted(statements.map((id) => answers[id] ?? "open"));
      states.forEach((state, index) => { chosen[`cell-${quadrant}-${index}`] = state; });
      all.push(...states);
    }
    sorted(all).forEach((state, index) => { chosen[`bead-${side}-${index}`] = state; });
    const open = all.filter((state) => state === "open").length;
    const asking = all.filter((state) => state !== "open" && state !== "green").length;
    chosen[`count-${side}`] = asking;
    chosen[`open-${side}`] = open;
    return { asking, most: asking + open };
  });
  // The pole leans only as far as is certain: what is open may ask attention, or not.
  const low = template.ranks[left.most][right.asking];
  const high = template.ranks[left.asking][right.most];
  const lean = Math.max(low, Math.min(high, template.ranks[0][0]));
  return pictureText(template.picture, { ...chosen, low, high, lean, reach: low === high ? "no" : "yes" });
}

// A piece is a text, a list of pieces, or a place: one of several, picked by its name.
function pictureText(piece, chosen) {
  if (typeof piece === "string") return piece;
  if (Array.isArray(piece)) return piece.map((part) => pictureText(part, chosen)).join("");
  return piece.of ? pictureText(piece.of[chosen[piece.by]], chosen) : chosen[piece.by];
}

function pictureWords({ title, description, prefix }) {
  return { title: pictureEscaped(title), description: pictureEscaped(description), prefix };
}

function pictureEscaped(text) {
  const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
  return text.replace(/[&<>"']/g, (letter) => entities[letter]);
}
