// A check that somebody does alone. The server drew all of it: every question, and what belongs to
// every answer. This shows what belongs to the answer given, and makes the list at the end of it.
// Nothing is sent. No request is made here, nothing is put into an address, and what was answered
// is kept in the storage of this tab only.
import { filled } from "./words.js";

(() => {
  const root = document.querySelector("[data-check]");
  if (!root) return;
  const one = (selector, within = root) => within.querySelector(selector);
  const all = (selector, within = root) => [...within.querySelectorAll(selector)];
  const list = one("[data-list]");
  const chooser = one("[data-office-choice]");
  const questions = all("[data-question]");
  const themes = all("[data-theme]");
  const key = `weerbaar:check:${root.dataset.check}`;
  const state = load();

  // --- this tab's own storage ------------------------------------------------------------------
  function load() {
    const empty = { office: root.dataset.of || "", answers: {}, tell: {} };
    try {
      const kept = JSON.parse(sessionStorage.getItem(key));
      return kept && kept.answers && kept.tell ? { ...empty, ...kept } : empty;
    } catch {
      return empty; // Storage may be switched off or damaged; the page then works from memory.
    }
  }

  function save() {
    try {
      const nothing = !state.office && !Object.keys(state.answers).length;
      if (nothing) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify(state));
    } catch {
      // See load().
    }
  }

  // --- what belongs to an answer ---------------------------------------------------------------
  const forMe = (element) =>
    !state.office || !element.dataset.offices || element.dataset.offices.split(" ").includes(state.office);
  const asked = () => questions.filter(forMe);
  const advice = (question) =>
    all("[data-advice]", question).find((part) => part.dataset.advice === state.answers[question.dataset.question]);
  const tells = (question) => Boolean(one("input:checked[data-tells]", question));

  function show() {
    for (const element of all("[data-offices]")) element.hidden = !forMe(element);
    for (const element of all("[data-only]")) element.hidden = Boolean(state.office);
    for (const question of questions) {
      const mine = advice(question);
      for (const part of all("[data-advice]", question)) {
        part.open = part === mine;
        part.hidden = part !== mine;
      }
    }
    for (const rule of all("[data-rule]")) showRule(rule);
    asked().forEach((question, place) => write(one("[data-number]", question), { n: place + 1 }));
    for (const theme of themes) {
      const mine = all("[data-question]", theme).filter(forMe);
      write(one("[data-done]", theme), { done: mine.filter(advice).length, of: mine.length });
    }
    write(one("[data-questions]"), { n: asked().length });
    for (const place of all("[data-articles-of]")) place.textContent = articles(place.dataset.articlesOf);
    for (const row of all("[data-tell]")) {
      const question = questions.find((field) => field.dataset.question === row.dataset.tell);
      row.hidden = !tells(question);
    }
    const tellings = one("[data-tellings]");
    if (tellings) tellings.hidden = !one("[data-tell]:not([hidden])", tellings);
    drawList();
  }

  function write(element, facts) {
    element.textContent = filled(element.dataset.text, facts);
  }

  // Of the law, only what it says to this office; all of it when none was chosen.
  function showRule(rule) {
    const details = one("[data-per-office]", rule);
    const offices = all("[data-office]", details);
    for (const block of offices) block.hidden = Boolean(state.office) && block.dataset.office !== state.office;
    details.classList.toggle("chosen", Boolean(state.office));
    if (state.office) details.open = true;
  }

  // In which articles a rule speaks to this office; nothing when no office was chosen.
  function articles(id) {
    const rule = all("[data-rule]").find((found) => found.dataset.rule === id);
    const block = all("[data-office]", rule).find((found) => found.dataset.office === state.office);
    return block ? block.dataset.articles : "";
  }

  // --- the list --------------------------------------------------------------------------------
  function line(...children) {
    const element = document.createElement("li");
    element.append(...children);
    return element;
  }

  function bold(text) {
    const element = document.createElement("b");
    element.textContent = text;
    return element;
  }

  function small(text) {
    const element = document.createElement("span");
    element.className = "help";
    element.textContent = text;
    element.hidden = !text;
    return element;
  }

  function put(name, lines) {
    const part = one(`[data-part="${name}"]`, list);
    if (!part) return;
    one("ul", part).replaceChildren(...lines);
    part.hidden = !lines.length;
  }

  const items = (question) => {
    const mine = advice(question);
    return mine ? all("[data-item]", mine).filter(forMe) : [];
  };

  const lines = (kind) =>
    asked().flatMap((question) =>
      items(question)
        .filter((item) => item.dataset.item === kind)
        .map((item) => line(bold(question.dataset.short), `: ${item.firstChild.textContent.trim()}`)),
    );

  function rules() {
    return all("[data-rule]").flatMap((rule) => {
      const because = asked().filter((question) => {
        const mine = advice(question);
        return mine && mine.dataset.rules.split(" ").includes(rule.dataset.rule);
      });
      const where = articles(rule.dataset.rule);
      if (!because.length || (state.office && !where)) return [];
      const shorts = because.map((question) => question.dataset.short).join(", ");
      const why = filled(list.dataset.because, { questions: shorts });
      const gist = one("[data-gist]", rule).textContent;
      return [line(bold(one("h3", rule).textContent), `: ${gist} `, small(where), small(why))];
    });
  }

  const people = () =>
    all("[data-tell]:not([hidden])").map((row) => {
      const choice = one("select", row);
      const short = one("label", row).firstChild.textContent;
      return line(bold(short), `: ${choice.selectedOptions[0].textContent}`);
    });

  function drawList() {
    for (const kind of ["first", "do", "ask"]) put(kind, lines(kind));
    put("rules", rules());
    put("tell", people());
    const chosen = chooser && state.office ? chooser.selectedOptions[0] : null;
    for (const element of all("[data-whom]", list)) {
      const whom = chosen ? chosen.dataset.ask : element.dataset.anyone;
      element.textContent = filled(element.dataset.text, { whom });
    }
    tell(one("[data-for]", list), chosen && { office: chosen.textContent });
    const noOffice = one("[data-no-office]", list);
    if (noOffice) noOffice.hidden = Boolean(state.office);
    const done = asked().filter(advice).length;
    const open = asked().length - done;
    const onList = asked().filter((question) => items(question).length).length;
    tell(one("[data-open]", list), done && open && { n: open });
    const day = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
    tell(one("[data-made]", list), { day });
    one("[data-empty]", list).hidden = all("[data-part]:not([hidden])", list).length > 0;
    tell(one("[data-status]"), { done, of: asked().length, n: onList });
    Object.assign(one("progress"), { max: asked().length, value: done });
  }

  function tell(element, facts) {
    element.hidden = !facts;
    const text = facts ? filled(element.dataset.text, facts) : "";
    if (element.textContent !== text) element.textContent = text; // read aloud only when it changes
  }

  // --- what buttons do -------------------------------------------------------------------------
  function asText() {
    const tidy = (element) => element.textContent.replace(/\s+/g, " ").trim();
    const entry = (found) => {
      const around = all(".help:not([hidden])", found).map((extra) => `\n  ${tidy(extra)}`);
      const main = [...found.childNodes].filter((node) => !node.className).map(tidy).join("");
      return `- ${main}${around.join("")}`;
    };
    const parts = all("[data-part]:not([hidden])", list).map((part) =>
      [tidy(one("h3", part)), ...all("li", part).map(entry)].join("\n"),
    );
    const around = all("[data-for], [data-open], [data-made], p[data-whom]", list).filter((p) => !p.hidden);
    return [tidy(one("h1")), ...parts, around.map(tidy).join("\n")].join("\n\n");
  }

  const told = one("[data-told]", list);
  const copyBox = one("[data-copy]", list);
  const dialog = document.querySelector("[data-wipe]");

  // The clipboard of scripts needs https, which a laptop in a room has not: the old way does not.
  function copy() {
    const box = one("textarea", copyBox);
    copyBox.hidden = false;
    box.value = asText();
    box.focus();
    box.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch {
      // Then by hand.
    }
    told.textContent = done ? told.dataset.copied : told.dataset.byHand;
  }

  function wipe() {
    Object.assign(state, { office: "", answers: {}, tell: {} });
    save();
    fill();
    copyBox.hidden = true;
    one("textarea", copyBox).value = "";
    dialog.close();
    told.textContent = told.dataset.wiped;
    told.scrollIntoView({ block: "center" });
  }

  const doing = {
    print: () => window.print(),
    copy,
    "ask-wipe": () => dialog.showModal(),
    wipe,
    keep: () => dialog.close(),
  };

  // --- start -----------------------------------------------------------------------------------
  function fill() {
    if (chooser) chooser.value = state.office;
    if (chooser && chooser.selectedIndex < 0) chooser.value = state.office = "";
    for (const input of all("[data-question] input")) input.checked = state.answers[input.name] === input.value;
    for (const row of all("[data-tell]")) one("select", row).value = state.tell[row.dataset.tell] || "";
    show();
  }

  root.addEventListener("change", ({ target }) => {
    if (target === chooser) state.office = target.value;
    else if (target.matches("[data-question] input")) state.answers[target.name] = target.value;
    else if (target.closest("[data-tell]")) state.tell[target.closest("[data-tell]").dataset.tell] = target.value;
    else return;
    told.textContent = "";
    copyBox.hidden = true;
    save();
    show();
  });
  root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (button) doing[button.dataset.do]();
    const link = target.closest('a[href^="#regel-"]');
    if (link) one(link.getAttribute("href")).open = true;
  });
  for (const element of all("[data-script]")) element.hidden = false;
  root.dataset.ready = "";
  fill();
  const next = asked().find((question) => !advice(question));
  for (const theme of themes) theme.open = theme.contains(next || questions[0]);
})();
