// The participant's page. The form is in the HTML already; this adopts it, keeps the draft, and
// asks the kernel for what only the kernel can say: the picture, the share, the group's picture.
import { createDraft } from "./draft.js";
import { createLink, pause } from "./link.js";

export function mountParticipant(root, model, given = {}) {
  const { code, here, language, digest } = root.dataset;
  const all = (selector) => Array.from(root.querySelectorAll(selector));
  const one = (selector) => root.querySelector(selector);
  const statements = all("fieldset[data-statement]").map((field) => field.dataset.statement);
  const draft = createDraft(code, here, digest, statements);
  const state = draft.state;
  const link = createLink(model);
  const words = JSON.parse(one("[data-words]").textContent);
  const blocks = all("[data-step=block]").length;
  let connection = model.state ? model.state() : "connected";
  let group = false;
  let phase = root.dataset.phase;
  let late = false;

  const ask = (type, more = {}, seconds) =>
    link.request({ type, code, language, token: state.token, digest, ...more }, seconds);

  // What comes later; a notebook has all of it from the beginning.
  const part = async (name) => (given[name] ? given : import(root.dataset[`${name}Script`]));

  // --- one's own file --------------------------------------------------------------------------
  // Nobody waits for this script; it comes while the statements are answered, so that it is there
  // when the connection is gone by the end.
  let own = null;
  let coming = null;
  function fetchOwn() {
    coming ||= part("own").then(
      ({ createOwn }) => (own ||= createOwn(root, statements, state)),
      () => (coming = null),
    );
    return coming;
  }

  const withOwn = async (act) => ((await fetchOwn()) ? act(own) : say(words.connection.lost));

  // --- one's own plan --------------------------------------------------------------------------
  // Its script and its form come once there is a result; choosing then needs no connection.
  let plan = null;
  let planning = null;
  async function makePlan(place) {
    const { createPlan } = await part("plan");
    const reply = await insist("plan", () => ({ want: "form" }));
    if (reply.error) return say(reply.error);
    place.innerHTML = reply.html;
    rebase(place);
    // A room that keeps its plans at the same moment needs patience, and no new kernels.
    const calm = () => (connection === "connected" && navigator.onLine ? 20 : 4);
    const patient = (type, more) => ask(type, more, calm()).catch(() => attempt(type, more));
    plan = createPlan(place, { state, save: draft.save, ask: patient });
  }

  function fetchPlan() {
    const place = one("[data-plan]");
    if (place) planning ||= makePlan(place).catch(() => (planning = null));
  }

  // What the kernel drew knows no address: its links are those of the first page.
  function rebase(place) {
    for (const found of place.querySelectorAll("a[href]")) {
      const given = found.getAttribute("href");
      if (/^[a-z]+[/?]/.test(given)) found.href = (document.body.dataset.base || "") + given;
    }
  }

  // --- drawing ---------------------------------------------------------------------------------
  function show(step, { block = state.block, focus = true } = {}) {
    Object.assign(state, { step, block });
    draft.save();
    draw();
    if (step !== "intro") fetchOwn();
    if (!focus) return;
    const heading = one(`[data-step]:not([hidden]) [data-heading]`);
    // In a notebook it is not the window that scrolls.
    root.scrollIntoView({ block: "start" });
    if (heading) heading.focus({ preventScroll: true });
  }

  function draw() {
    for (const section of all("[data-step]")) {
      const here = section.dataset.step === state.step;
      section.hidden = !(here && (state.step !== "block" || +section.dataset.index === state.block));
    }
    const answered = count();
    for (const element of all("[data-answered]")) {
      element.textContent = words.answered.replace("{n}", answered).replace("{total}", statements.length);
    }
    for (const bar of all("progress")) bar.value = answered;
    for (const start of all("[data-go=start]")) {
      start.textContent = state.started || answered ? words.resume : words.start;
    }
    drawSharing(answered);
    drawConnection();
    own?.draw();
    plan?.draw();
  }

  function drawSharing(answered) {
    const undecided = state.sharing === "none";
    const busy = state.sharing === "pending" || state.sharing === "keeping";
    const shut = undecided && phase !== "open";
    const key = shut ? "closed" : busy ? (late || connection !== "connected" ? "waiting" : "pending") : state.sharing;
    for (const element of all("[data-sharing]")) element.textContent = words.state[key] || "";
    for (const element of all("[data-when=undecided]")) element.hidden = !undecided || shut;
    for (const element of all("[data-when=answered]")) element.disabled = answered === 0;
    for (const element of all("[data-when=nothing]")) element.hidden = answered > 0;
    for (const element of all("[data-when=decided]")) element.hidden = undecided && !shut;
    for (const element of all("[data-when=group]")) element.hidden = !group;
    for (const element of all("[data-when=no-group]")) element.hidden = group;
    for (const element of all("[data-when=own]")) element.hidden = answered === 0;
    for (const element of all("[data-when=no-own]")) element.hidden = answered > 0;
    for (const element of all("[data-go=edit]")) element.hidden = !undecided || shut;
  }

  function drawConnection() {
    const banner = one("[data-connection]");
    const quiet = connection === "connected" || (connection === "connecting" && state.step !== "result");
    const text = quiet ? "" : words.connection[connection];
    if (banner.textContent !== text) banner.textContent = text;
    banner.hidden = quiet;
  }

  // A statement that was skipped is null: no answer, but a choice that stays visible.
  const count = () => Object.values(state.answers).filter(Boolean).length;

  function check() {
    for (const input of all("input[type=radio]")) {
      input.checked = input.name in state.answers && (state.answers[input.name] || "") === input.value;
    }
  }

  function fill(slot, html) {
    for (const element of all(`[data-slot=${slot}]`)) {
      const tagged = element.dataset.prefix ? html.replaceAll("net-own", `net-${element.dataset.prefix}`) : html;
      if (element.innerHTML === tagged) continue;
      element.innerHTML = tagged;
      rebase(element);
    }
  }

  function say(text) {
    one("[data-notice]").textContent = text;
    one("[data-notice]").hidden = !text;
  }

  // --- asking the kernel -------------------------------------------------------------------------
  // Without an answer the kernel is renewed. A slow computer is asked less often each time: else
  // every kernel would be let go of before it could answer.
  let patience = 4;
  async function attempt(type, more) {
    try {
      const reply = await ask(type, more, patience);
      patience = 4;
      return reply;
    } catch (error) {
      if (connection === "connected" && model.renew) {
        model.renew();
        patience = Math.min(30, 2 * patience);
      }
      throw error;
    }
  }

  // Tries until an answer comes: every request may be repeated without harm.
  async function insist(type, more, until) {
    for (;;) {
      try {
        return await attempt(type, more());
      } catch {
        // It will be tried again.
      }
      if (until && until()) return null;
      await pause(0.5 + Math.random());
    }
  }

  async function start() {
    if (!code || state.joined) return;
    const reply = await insist("start", () => ({}));
    if (reply && !reply.error) {
      state.joined = true;
      draft.save();
    }
  }

  let drawing = 0;
  async function result() {
    const mine = ++drawing;
    const answers = JSON.stringify(state.answers);
    const reply = await insist("result", () => ({ answers: state.answers }), () => mine !== drawing);
    if (!reply || mine !== drawing || answers !== JSON.stringify(state.answers)) return;
    if (reply.error) return say(reply.error);
    fill("own", reply.html);
    fetchPlan();
  }

  let delivering = false;
  async function deliver() {
    const busy = state.sharing === "pending" || state.sharing === "keeping";
    if (!busy || delivering) return;
    delivering = true;
    const timer = setTimeout(() => {
      late = true;
      draw();
    }, 3000);
    draw();
    const type = state.sharing === "pending" ? "share" : "finish";
    const reply = await insist(type, () => (type === "share" ? { answers: state.answers } : {}));
    clearTimeout(timer);
    delivering = late = false;
    if (reply.error) {
      state.sharing = "none";
      say(reply.error);
      return show("result");
    }
    state.sharing = reply.outcome;
    draft.save();
    if (reply.outcome === "closed") return show("result");
    show("end");
  }

  async function watch() {
    for (;;) {
      if (code && !document.hidden && (state.joined || state.sharing !== "none")) {
        try {
          const reply = await attempt("view", { have: group });
          if (!reply.error) seen(reply);
        } catch {
          // It will be asked again.
        }
      }
      await pause(3 + 2 * Math.random());
    }
  }

  // The group went on in another session: a tap leads there, nothing goes by itself.
  function follow(elsewhere) {
    const banner = one("[data-elsewhere]");
    if (!banner) return;
    const text = elsewhere ? elsewhere.text : "";
    const [said, there] = banner.children;
    if (said.textContent !== text) said.textContent = text;
    if (elsewhere) there.href = `${banner.dataset.base}${elsewhere.code}?taal=${language}`;
    banner.hidden = !elsewhere;
  }

  function seen(reply) {
    phase = reply.phase;
    follow(reply.elsewhere);
    if (reply.group) {
      fill("group", reply.group);
      const first = !group;
      group = true;
      if (first && state.step === "end") return show("group");
      if (first && state.step === "result") say(words.news);
    }
    draw();
  }

  // --- what people do ------------------------------------------------------------------------------
  const actions = {
    start() {
      state.started = true;
      show("block");
      start();
    },
    next() {
      if (state.block + 1 < blocks) return show("block", { block: state.block + 1 });
      show("result");
      result();
    },
    back() {
      if (state.block === 0) return show("intro");
      show("block", { block: state.block - 1 });
    },
    edit: () => show("block", { block: 0 }),
    own() {
      show("result");
      result();
    },
    end: () => show("end"),
    group() {
      show("group");
      if (count()) result();
    },
    share() {
      if (!count() || state.sharing !== "none") return;
      state.sharing = "pending";
      draft.save();
      deliver();
    },
    keep() {
      if (state.sharing !== "none") return;
      state.sharing = "keeping";
      draft.save();
      deliver();
    },
    save: () => withOwn((found) => found.save()),
    compare: () => withOwn((found) => found.compare()),
    wipe: () => one("[data-wipe]").showModal(),
    unwipe: () => one("[data-wipe]").close(),
    wiped() {
      one("[data-wipe]").close();
      draft.wipe();
      for (const input of all("input[type=radio]")) input.checked = false;
      fill("own", "");
      own?.clear();
      plan?.clear();
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
  root.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type !== "radio") return;
    state.answers[input.name] = input.value || null;
    draft.save();
    draw();
  });
  for (const other of all("a[data-language]")) {
    other.addEventListener("click", () => {
      state.language = other.dataset.language;
      draft.save();
    });
  }
  if (model.state) {
    model.on("state", (next) => {
      connection = next;
      draw();
    });
  }
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) draw();
  });

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
  check();
  if (draft.renewed) say(words.renewed);
  else if (phase !== "open" && !state.started) say(words.late);
  show(state.step, { focus: false });
  root.dataset.ready = "true";
  if (early) early.closest("fieldset").scrollIntoView({ block: "nearest" });
  draft.follow(() => {
    check();
    draw();
    deliver();
  });
  if (state.started) start();
  if (state.step === "result" || state.step === "group") result();
  deliver();
  watch();
}
