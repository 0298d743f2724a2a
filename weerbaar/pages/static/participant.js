// The participant's page. The form is in the HTML already; this adopts it, keeps the draft and
// moves from step to step. `ask` is that of requests.js or link.js; `scripts(turn)` gives the
// functions that make what concerns one person alone (see assets.py).
import { createAlone } from "./alone.js";
import { createAsking } from "./asking.js";
import { createDraft } from "./draft.js";
import { createGroup } from "./group.js";
import { createSharing } from "./sharing.js";
import { filled } from "./words.js";

export function mountParticipant(root, ask, scripts) {
  const { code, here, language, digest } = root.dataset;
  const all = (selector) => Array.from(root.querySelectorAll(selector));
  const one = (selector) => root.querySelector(selector);
  const statements = all("fieldset[data-statement]").map((field) => field.dataset.statement);
  const words = JSON.parse(one("[data-words]").textContent);
  const blocks = all("[data-step=block]").length;
  const draft = createDraft(code, here, digest, statements);
  const { state, save } = draft;
  const asking = createAsking(ask, () => draw());
  const about = () => ({ code, language, digest, token: state.token });

  const alone = createAlone({ root, words, statements, state, save, asking, about, scripts, say });
  const sharing = createSharing({
    root,
    words: words.state,
    state,
    save,
    asking,
    message: (type) => (type === "share" ? { ...about(), answers: state.answers } : about()),
    ended: () => state.step === "result" && state.sharing !== "closed" && show("end"),
    refused: say,
  });
  const group = createGroup({
    root,
    asking,
    about,
    started: () => code && (state.joined || state.sharing !== "none"),
    heard: () => draw(),
    came(first) {
      if (first && state.step === "end") return show("group");
      if (first && state.step === "result") say(words.news);
      draw();
    },
  });

  // --- drawing ---------------------------------------------------------------------------------
  function show(step, { block = state.block, focus = true } = {}) {
    Object.assign(state, { step, block });
    save();
    draw();
    if (!focus) return;
    const heading = one(`[data-step]:not([hidden]) [data-heading]`);
    // In a notebook it is not the window that scrolls.
    root.scrollIntoView({ block: "start" });
    if (heading) heading.focus({ preventScroll: true });
  }

  const isNow = ({ step, index }) => step === state.step && (step !== "block" || +index === state.block);

  function draw() {
    for (const section of all("[data-step]")) section.hidden = !isNow(section.dataset);
    const answered = count();
    for (const element of all("[data-answered]")) {
      element.textContent = filled(words.answered, { n: answered, total: statements.length });
    }
    for (const bar of all("progress")) bar.value = answered;
    for (const start of all("[data-go=start]")) {
      start.textContent = state.started || answered ? words.resume : words.start;
    }
    for (const element of all("[data-when=group]")) element.hidden = !group.shown();
    for (const element of all("[data-when=no-group]")) element.hidden = group.shown();
    for (const element of all("[data-when=own]")) element.hidden = answered === 0;
    for (const element of all("[data-when=no-own]")) element.hidden = answered > 0;
    one("[data-unkept]").hidden = draft.stored();
    sharing.draw({ phase: group.phase(), answered });
    alone.draw();
    drawConnection();
  }

  // Whoever takes the test alone needs no connection once everything is here.
  function drawConnection() {
    const banner = one("[data-connection]");
    const text = (code || !root.dataset.complete) && words.connection[asking.state()];
    if (text && banner.textContent !== text) banner.textContent = text;
    banner.hidden = !text;
  }

  // A statement that was skipped is null: no answer, but a choice that stays visible.
  const count = () => Object.values(state.answers).filter(Boolean).length;

  function check() {
    for (const input of all("input[type=radio][name]")) {
      if (!statements.includes(input.name)) continue;
      input.checked = input.name in state.answers && (state.answers[input.name] || "") === input.value;
    }
  }

  function say(text) {
    one("[data-notice]").textContent = text;
    one("[data-notice]").hidden = !text;
  }

  async function begin() {
    if (!code || state.joined) return;
    const reply = await asking.insist("begin", about);
    if (reply.error) return;
    state.joined = true;
    save();
  }

  // --- what people do ------------------------------------------------------------------------------
  const actions = {
    start() {
      state.started = true;
      show("block");
      begin();
    },
    next: () => (state.block + 1 < blocks ? show("block", { block: state.block + 1 }) : show("result")),
    back: () => (state.block === 0 ? show("intro") : show("block", { block: state.block - 1 })),
    edit: () => show("block", { block: 0 }),
    own: () => show("result"),
    end: () => show("end"),
    group: () => show("group"),
    share: () => count() && sharing.share(),
    undo: sharing.undo,
    keep: sharing.keep,
    save: alone.save,
    compare: alone.compare,
    wipe: () => one("[data-wipe]").showModal(),
    unwipe: () => one("[data-wipe]").close(),
    wiped() {
      one("[data-wipe]").close();
      draft.wipe();
      check();
      alone.clear();
      sharing.follow();
      show("intro");
      say(words.wiped);
    },
  };

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go]");
    if (!button || !root.contains(button)) return;
    event.preventDefault();
    say("");
    actions[button.dataset.go]();
  });
  root.addEventListener("change", ({ target }) => {
    if (target.type !== "radio" || !statements.includes(target.name)) return;
    state.answers[target.name] = target.value || null;
    save();
    draw();
  });
  for (const other of all("a[data-language]")) {
    other.addEventListener("click", () => {
      state.language = other.dataset.language;
      save();
    });
  }
  // A page that the browser kept aside may be behind: begin again, from the draft.
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  // --- begin where this phone was --------------------------------------------------------------------
  const wanted = state.language;
  if (wanted && wanted !== language) {
    const other = one(`a[data-language="${wanted}"]`);
    if (other) return location.replace(other.href);
  }
  // An answer given before this script ran is in the form, not in the draft; go on from there.
  let early = null;
  for (const input of all("input[type=radio]:checked")) {
    early = input;
    state.answers[input.name] = input.value || null;
  }
  if (early && state.step === "intro") {
    const block = +early.closest("[data-step]").dataset.index;
    Object.assign(state, { started: true, step: "block", block });
  }
  // What was kept may be damaged: nobody finds an empty page.
  if (!all("[data-step]").some((section) => isNow(section.dataset))) Object.assign(state, { step: "intro", block: 0 });
  check();
  if (draft.renewed) say(words.renewed);
  else if (group.phase() !== "open" && !state.started) say(words.late);
  show(state.step, { focus: false });
  root.dataset.ready = "true";
  if (early) early.closest("fieldset").scrollIntoView({ block: "nearest" });
  draft.follow((before) => {
    // Wiped in the other tab: nothing that was made of it stays here.
    if (!state.plan && !Object.keys(state.answers).length) alone.clear();
    check();
    sharing.follow(before);
    draw();
  });
  alone.complete();
  if (state.started) begin();
  sharing.resume();
  group.watch();
}
