// An action plan: chosen here, kept in this browser, made into a file by the kernel on request.
// `state.plan` is the plan and `state.answers` the colours of the statements; `save` keeps the
// state; `ask(type, more)` asks the kernel, and rejects when there is no answer.
import { saveFile } from "./download.js";

export function createPlan(place, { state, save, ask }) {
  const one = (selector, within = place) => within.querySelector(selector);
  const all = (selector, within = place) => Array.from(within.querySelectorAll(selector));
  const words = JSON.parse(one("[data-plan-words]").textContent);
  const { digest } = one("[data-plan-form]").dataset;
  const cards = one("[data-plan-cards]");
  const others = one("[data-plan-others]");
  const copied = one("[data-plan-copied]");
  const template = one("[data-plan-card]").content;
  const options = new Map(all("[data-option]").map((item) => [item.dataset.option, item]));
  const statements = all("[data-option]", others);
  const moments = all("[data-moment]");
  const soon = 14; // days: what we propose for a first step
  let sorted = "";

  const filled = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
  const say = (text) => (one("[data-plan-said]").textContent = text);

  // --- the plan --------------------------------------------------------------------------------
  let blank = null;
  function plan() {
    const kept = state.plan;
    const sound = kept && Array.isArray(kept.actions) && Array.isArray(kept.moments);
    // A questionnaire that was renewed may have lost a statement.
    if (sound) kept.actions = kept.actions.filter((action) => action && options.has(action.key));
    return sound && kept.actions.length ? kept : (blank ||= fresh());
  }

  function fresh() {
    const values = crypto.getRandomValues(new Uint8Array(16));
    const mark = Array.from(values, (value) => value.toString(16).padStart(2, "0")).join("");
    return { mark, actions: [], moments: moments.map((box) => box.dataset.moment) };
  }

  const iso = (day) => new Date(day - day.getTimezoneOffset() * 60000).toISOString().slice(0, 10);

  function later(days, from = iso(new Date())) {
    const [year, month, number] = from.split("-").map(Number);
    return iso(new Date(year, month - 1, number + days, 12));
  }

  // As model/plan.py counts: from the days of the actions, and never in the past.
  function reminder(box) {
    const { side, weeks } = box.dataset;
    const dated = plan().actions.filter((action) => action.day);
    if (!dated.length) return null;
    const days = dated.map((action) => action.day).sort();
    const ahead = side === "before_first";
    const day = later((ahead ? -7 : 7) * weeks, side === "after_last" ? days[days.length - 1] : days[0]);
    const about = dated.filter((action) => (ahead ? action.day === days[0] : action.day < day));
    return { box, day, about, late: day <= iso(new Date()) };
  }

  function choose(key, wanted) {
    state.plan = plan();
    const { actions } = state.plan;
    const at = actions.findIndex((action) => action.key === key);
    if (wanted && at < 0) {
      if (actions.length >= words.most) return draw(words.say.full);
      const { strand } = options.get(key).dataset;
      actions.push({ key, strand, step: "", day: later(soon), role: "", words: "" });
    } else if (!wanted && at >= 0) actions.splice(at, 1);
    if (!actions.length) state.plan = null;
    save();
    say("");
    draw();
  }

  // --- drawing ---------------------------------------------------------------------------------
  function draw(told) {
    const { actions, moments: kept } = plan();
    const facts = { n: actions.length, most: words.most };
    const count = filled(told || (actions.length ? words.say.chosen : words.say.none), facts);
    if (one("[data-plan-count]").textContent !== count) one("[data-plan-count]").textContent = count;
    for (const [key, item] of options) one("input", item).checked = actions.some((a) => a.key === key);
    for (const box of moments) {
      box.checked = kept.includes(box.dataset.moment);
      const found = reminder(box);
      const when = found && (found.late ? words.say.near : dayWords(found.day));
      one("[data-when]", box.closest("label")).textContent = when || "";
    }
    for (const part of ["rest", "to"]) one(`[data-plan-${part}]`).hidden = !actions.length;
    sort();
    for (const card of Array.from(cards.children)) {
      if (!actions.some((action) => action.key === card.dataset.key)) card.remove();
    }
    actions.forEach((action, index) => drawCard(action, index + 1));
  }

  // One's own orange and red statements come first, the red ones before the others.
  function sort() {
    const seen = JSON.stringify(state.answers);
    if (seen === sorted) return;
    sorted = seen;
    const colour = (item) => state.answers[item.dataset.option];
    const own = ["red", "orange"].flatMap((wanted) => statements.filter((item) => colour(item) === wanted));
    for (const item of statements) {
      const mine = own.includes(item);
      one("[data-colour]", item).replaceChildren(...(mine ? look(colour(item)) : []));
      if (!mine) one("ul", others).append(item);
    }
    one("[data-plan-own] ul").append(...own);
    one("[data-plan-own]").hidden = !own.length;
    others.hidden = own.length === statements.length;
    if (own.length) one("summary", others).textContent = one("summary", others).dataset.others;
  }

  // Word and symbol of a colour are those of the questionnaire on this page.
  function look(colour) {
    const label = document.querySelector(`fieldset .answer.${colour}`);
    const word = label.querySelector("b").textContent;
    return [label.querySelector("svg").cloneNode(true), ` ${word}`];
  }

  function drawCard(action, number) {
    let card = all("[data-key]", cards).find((found) => found.dataset.key === action.key);
    if (!card) {
      card = one("li", template).cloneNode(true);
      card.dataset.key = action.key;
      for (const part of ["title", "text"]) one(`[data-${part}]`, card).textContent = shown(action, part);
      // A suggestion stands under its strand already.
      one("[data-of=strand]", card).hidden = !statements.includes(options.get(action.key));
    }
    if (card !== cards.children[number - 1]) cards.insertBefore(card, cards.children[number - 1] || null);
    one("[data-number]", card).textContent = filled(words.action, { n: number });
    for (const field of all("[data-field]", card)) {
      const value = action[field.dataset.field] || "";
      if (field.value !== value && field !== document.activeElement) field.value = value;
    }
    one("[data-of=words]", card).hidden = action.role !== "own";
  }

  const shown = (action, part) => one(`[data-${part}]`, options.get(action.key)).textContent;

  // --- as text, without anybody's help -----------------------------------------------------------
  // The same as report/plan.py writes; a test compares the two.
  const squeezed = (text) => text.replace(/\s+/g, " ").trim();
  function dayWords(day) {
    const [year, month, number] = day.split("-").map(Number);
    return filled(words.day, { day: number, month: words.months[month - 1], year });
  }

  function text() {
    const { file } = words;
    const lines = [words.title, filled(file.made, { day: dayWords(iso(new Date())) })];
    const strands = all("[data-field=strand] option", template).filter((found) => found.value);
    const numbers = new Map();
    let number = 0;
    for (const strand of [...strands, null]) {
      const actions = plan().actions.filter((action) => (action.strand || "") === (strand ? strand.value : ""));
      actions.sort((a, b) => a.day.localeCompare(b.day));
      if (actions.length && strand) lines.push("", filled(file.strand, strand.dataset));
      for (const action of actions) {
        const role = all("[data-field=role] option", template).find((found) => found.value === action.role);
        const who = squeezed(action.role === "own" ? action.words : action.role ? role.textContent : "");
        const step = squeezed(action.step);
        number += 1;
        numbers.set(action, number);
        lines.push("", `${number}. ${shown(action, "title")}`, `   ${shown(action, "text")}`);
        if (step) lines.push(`   ${filled(file.step, { step })}`);
        if (who) lines.push(`   ${filled(file.who, { who })}`);
        if (action.day) lines.push(`   ${filled(file.day, { day: dayWords(action.day) })}`);
      }
    }
    const days = moments
      .filter((box) => box.checked)
      .map(reminder)
      .filter((found) => found && !found.late)
      .sort((a, b) => a.day.localeCompare(b.day));
    if (days.length) lines.push("", file.reminders);
    for (const { day, box, about } of days) {
      const ask = one("[data-ask]", box.closest("label")).textContent;
      const n = about.map((action) => numbers.get(action)).sort().join(", ");
      const key = about.length < plan().actions.length ? "moment_of" : "moment";
      lines.push(filled(file[key], { day: dayWords(day), ask, n }));
    }
    return `${lines.join("\n")}\n`;
  }

  function copy() {
    const area = one("textarea", copied);
    area.value = text();
    copied.hidden = false;
    area.focus();
    area.select();
    // The newer way asks for https, which a room does not have.
    say(document.execCommand("copy") ? words.say.copied : words.say.select);
  }

  // --- files -------------------------------------------------------------------------------------
  async function keep(want) {
    complain("");
    say(words.say.making);
    let reply;
    try {
      reply = await ask("plan", { want, digest, plan: plan() });
    } catch {
      return say(words.say.lost);
    }
    if (reply.error) return complain(reply.error, reply.action, reply.field);
    saveFile(reply.download);
    say(filled(words.say.made, { file: reply.download.name }));
  }

  // What is wrong stands with the action that it is about, where the cursor goes.
  function complain(error, action, name) {
    for (const place of all("[data-wrong]", cards)) place.hidden = true;
    for (const field of all("[aria-invalid]", cards)) field.removeAttribute("aria-invalid");
    const card = cards.children[action - 1];
    const field = card && one(`[data-field=${name}]`, card);
    say(field ? "" : error);
    if (!field) return;
    one("[data-wrong]", card).textContent = error;
    one("[data-wrong]", card).hidden = false;
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }

  // --- what people do ----------------------------------------------------------------------------
  place.addEventListener("input", ({ target }) => {
    const card = target.closest("[data-key]");
    if (card && target.dataset.field) {
      const action = plan().actions.find((found) => found.key === card.dataset.key);
      action[target.dataset.field] = target.value;
    } else if (target.dataset.moment) {
      plan().moments = moments.filter((box) => box.checked).map((box) => box.dataset.moment);
    } else if (target.closest("[data-option]")) {
      return choose(target.value, target.checked);
    } else return;
    copied.hidden = true;
    save();
    draw();
  });
  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-plan-go]");
    if (!button) return;
    const go = button.dataset.planGo;
    if (go === "drop") {
      choose(button.closest("[data-key]").dataset.key, false);
      one(cards.children.length ? "#plan-actions" : "#plan-choose").focus();
    } else if (go === "copy") copy();
    else keep(go);
  });

  function clear() {
    state.plan = blank = null;
    copied.hidden = true;
    one("textarea", copied).value = "";
    say("");
    draw();
  }

  draw();
  one("[data-plan-form]").dataset.ready = "true";
  return { draw: () => draw(), clear };
}
