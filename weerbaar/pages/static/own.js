// One's own result as a file, and then and now from such a file. All of it happens in this browser:
// nothing is sent, and nothing of it is kept when the page closes.
import { saveFile, today } from "./browser.js";
import { filled } from "./words.js";

export function createOwn(root, statements, state) {
  const words = JSON.parse(root.querySelector("[data-words]").textContent).keep;
  const { instrument, digest } = root.dataset;
  const kind = "own-result";
  const most = 20000; // bytes; ours are far smaller
  const one = (selector) => root.querySelector(selector);
  const told = one("[data-kept]");
  const place = one("[data-then]");
  const input = one("[data-file]");
  let kept = null;

  const answered = () => Object.entries(state.answers).filter(([, colour]) => colour);

  function make(tag, look, ...children) {
    const element = document.createElement(tag);
    if (look) element.className = look;
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  // --- keeping ---------------------------------------------------------------------------------
  function save() {
    const day = today();
    const answers = Object.fromEntries(answered());
    const text = JSON.stringify({ weerbaar: kind, format: 1, instrument, digest, day, answers }, null, 1);
    const file = filled(words.file, { day });
    saveFile({ name: file, type: "application/json", text });
    told.textContent = filled(words.saved, { file });
  }

  // --- reading back ----------------------------------------------------------------------------
  async function read(file) {
    if (file.size > most) return { wrong: "not_ours" };
    let found;
    try {
      found = JSON.parse(await file.text());
    } catch {
      return { wrong: "not_ours" };
    }
    const ours = found && found.weerbaar === kind && /^\d{4}-\d\d-\d\d$/.test(found.day);
    if (!ours || !found.answers || typeof found.answers !== "object") return { wrong: "not_ours" };
    if (found.instrument !== instrument) return { wrong: "other_test" };
    if (found.digest !== digest || found.format !== 1) return { wrong: "other_version" };
    const entries = Object.entries(found.answers);
    const fits = entries.every(([id, colour]) => statements.includes(id) && look(colour));
    return fits ? { kept: { day: found.day, answers: Object.fromEntries(entries) } } : { wrong: "not_ours" };
  }

  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    const found = await read(file);
    input.value = ""; // the same file can be chosen again
    if (found.kept) kept = found.kept;
    told.textContent = found.wrong ? words[found.wrong] : filled(words.own_title, kept);
    draw();
  });

  // --- then and now ----------------------------------------------------------------------------
  // Words and symbols of the colours are those of the form.
  function look(colour) {
    if (!["green", "orange", "red"].includes(colour || "green")) return null;
    const label = one(`fieldset .answer.${colour || "skip"}`);
    const word = colour ? label.querySelector("b").textContent : words.open;
    return { word, symbol: () => label.querySelector("svg").cloneNode(true) };
  }

  const shown = (when, colour) => {
    const { word, symbol } = look(colour);
    return make("span", "then-answer", `${when} `, symbol(), ` ${word}`);
  };

  // How many are green: at least, and at most when what is open were so too.
  function greens(answers, ids) {
    const given = ids.map((id) => answers[id]).filter(Boolean);
    const low = given.filter((colour) => colour === "green").length;
    return { low, high: low + ids.length - given.length };
  }

  function verdict(then, now) {
    if (now.low > then.high) return ["\u2191", words.more];
    if (now.high < then.low) return ["\u2193", words.less];
    const sure = then.low === then.high && now.low === now.high;
    return sure ? ["=", words.same] : ["?", words.unsure];
  }

  function row(id) {
    const [then, now] = [kept.answers[id] || null, state.answers[id] || null];
    const legend = one(`fieldset[data-statement="${id}"] legend`).lastChild.textContent.trim();
    const pair = make("p", "pair", shown(words.then, then), " \u2192 ", shown(words.now, now));
    if (then !== now) pair.append(" ", make("b", "", words.changed));
    return make("li", "", make("p", "", legend), pair);
  }

  function quadrant(section) {
    const ids = Array.from(section.querySelectorAll("fieldset"), (field) => field.dataset.statement);
    const [then, now] = [greens(kept.answers, ids), greens(state.answers, ids)];
    const [sign, text] = verdict(then, now);
    const mark = make("span", "", sign);
    mark.setAttribute("aria-hidden", "true");
    const name = make("b", "", section.querySelector("h1").textContent);
    const summary = make("summary", "", name, " ", make("span", "verdict", mark, ` ${text}`));
    const numbers = filled(words.quadrant, { then: then.low, now: now.low, of: ids.length });
    const list = make("ul", "then-now", ...ids.map(row));
    return make("details", "", summary, make("p", "", numbers), list);
  }

  function draw() {
    if (!answered().length) return clear();
    if (!kept) return;
    const open = Array.from(place.querySelectorAll("details"), (part) => part.open);
    const parts = Array.from(root.querySelectorAll("[data-step=block]"), quadrant);
    parts.forEach((part, index) => part.toggleAttribute("open", Boolean(open[index])));
    place.replaceChildren(...parts, make("p", "help", words.note));
  }

  function clear() {
    kept = null;
    told.textContent = "";
    place.replaceChildren();
  }

  return { save, compare: () => input.click(), draw, clear };
}
