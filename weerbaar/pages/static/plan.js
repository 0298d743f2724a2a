// An action plan: chosen here, kept in this browser, and made here into text, a calendar or paper.
// `state.plan` is the plan and `state.answers` the colours of the statements; `save` keeps the
// state, and gives false when the browser does not let it. Nothing is asked of anybody.
import { randomHex, saveFile, today } from "./browser.js";
import { dayLater, dayWords, isDay, oneLine, planCalendar, planOutline, planReminder, planText, planWrong } from "./plan_files.js";
import { printPlan } from "./plan_paper.js";
import { filled } from "./words.js";

export function createPlan(place, { state, save }) {
  const one = (selector, within = place) => within.querySelector(selector);
  const all = (selector, within = place) => Array.from(within.querySelectorAll(selector));
  const words = JSON.parse(one("[data-plan-words]").textContent);
  const cards = one("[data-plan-cards]");
  const others = one("[data-plan-others]");
  const copied = one("[data-plan-copied]");
  const template = one("[data-plan-card]").content;
  const options = new Map(all("[data-option]").map((item) => [item.dataset.option, item]));
  const statements = all("[data-option]", others);
  const boxes = all("[data-moment]");
  const soon = 14; // days: what we propose for a first step
  let sorted = "";

  const say = (text) => (one("[data-plan-said]").textContent = text);
  const keep = () => (one("[data-plan-unsaved]").hidden = save() !== false);

  // --- the plan --------------------------------------------------------------------------------
  let blank = null;
  function plan() {
    const kept = state.plan;
    const sound = kept && Array.isArray(kept.actions) && Array.isArray(kept.moments);
    // A questionnaire that was renewed may have lost a statement.
    if (sound) kept.actions = kept.actions.filter((action) => action && options.has(action.key));
    return sound && kept.actions.length ? kept : (blank ||= fresh());
  }

  const fresh = () => ({ actions: [], moments: words.moments.map((moment) => moment.id), names: {} });

  // What an action or a moment is called in a calendar: random, so that it tells nothing, and the
  // same each time, so that a new file changes entries instead of doubling them.
  function nameOf(key) {
    const names = (plan().names ||= {});
    return (names[key] ||= randomHex());
  }

  // The plan with its words, as the files are made of it.
  function written() {
    const actions = plan().actions.map(({ key, strand, step, day, role, words: own }) => ({
      ...{ key, strand, day, name: nameOf(key), title: shown(key, "title"), text: shown(key, "text") },
      ...{ step: oneLine(step), who: oneLine(role === "own" ? own : words.roles[role]) },
    }));
    const chosen = words.moments.filter((moment) => plan().moments.includes(moment.id));
    return { made: today(), actions, moments: chosen.map((moment) => ({ ...moment, name: nameOf(moment.id) })) };
  }

  const shown = (key, part) => one(`[data-${part}]`, options.get(key)).textContent;

  function choose(key, wanted) {
    state.plan = plan();
    const { actions } = state.plan;
    const at = actions.findIndex((action) => action.key === key);
    if (wanted && at < 0) {
      if (actions.length >= words.limits.most) return draw(words.say.full);
      const { strand } = options.get(key).dataset;
      actions.push({ key, strand, step: "", day: dayLater(today(), soon), role: "", words: "" });
    } else if (!wanted && at >= 0) actions.splice(at, 1);
    if (!actions.length) state.plan = null;
    keep();
    say("");
    draw();
  }

  // --- drawing ---------------------------------------------------------------------------------
  function draw(told) {
    const { actions, moments } = plan();
    const facts = { n: actions.length, most: words.limits.most };
    const count = filled(told || (actions.length ? words.say.chosen : words.say.none), facts);
    if (one("[data-plan-count]").textContent !== count) one("[data-plan-count]").textContent = count;
    for (const [key, item] of options) one("input", item).checked = actions.some((a) => a.key === key);
    const dated = actions.filter((action) => isDay(action.day));
    words.moments.forEach((moment, index) => {
      const box = boxes[index];
      box.checked = moments.includes(moment.id);
      const found = dated.length && planReminder(moment, dated, today());
      const when = found ? (found.late ? words.say.near : dayWords(found.day, words)) : "";
      one("[data-when]", box.closest("label")).textContent = when;
    });
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
      for (const part of ["title", "text"]) one(`[data-${part}]`, card).textContent = shown(action.key, part);
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

  // --- files -----------------------------------------------------------------------------------
  function make(go) {
    const found = written();
    const wrong = planWrong(found, words);
    complain(wrong || { error: "" });
    if (wrong) return;
    keep(); // the names of entries
    if (go === "copy") copy(planText(found, words));
    if (go === "text") offer("txt", "text/plain", planText(found, words));
    if (go === "calendar") offer("ics", "text/calendar", planCalendar(found, words, new Date().toISOString()));
    if (go === "paper") {
      printPlan(one("[data-plan-paper]"), planOutline(found, words), words);
      say(words.say.paper);
    }
  }

  function offer(ending, type, text) {
    const file = `${words.file.name}.${ending}`;
    saveFile({ name: file, type: `${type};charset=utf-8`, text });
    say(filled(words.say.made, { file }));
  }

  function copy(text) {
    const area = one("textarea", copied);
    area.value = text;
    copied.hidden = false;
    area.focus();
    area.select();
    // The newer way asks for https, which a room does not have.
    say(document.execCommand("copy") ? words.say.copied : words.say.select);
  }

  // What is wrong stands with the action that it is about, where the cursor goes.
  function complain({ error, action, field: name }) {
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
      plan().moments = boxes.filter((box) => box.checked).map((box) => box.dataset.moment);
    } else if (target.closest("[data-option]")) {
      return choose(target.value, target.checked);
    } else return;
    copied.hidden = true;
    keep();
    draw();
  });
  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-plan-go]");
    if (!button) return;
    const go = button.dataset.planGo;
    if (go === "drop") {
      choose(button.closest("[data-key]").dataset.key, false);
      one(cards.children.length ? "#plan-actions" : "#plan-choose").focus();
    } else make(go);
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
