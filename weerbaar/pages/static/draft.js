// What one phone remembers of one session, in the browser's own storage and nowhere else.
import { randomHex } from "./browser.js";

export function createDraft(code, here, digest, statements) {
  const key = `weerbaar:${here}`;
  const empty = () => ({
    digest,
    token: randomHex(),
    answers: {},
    step: "intro",
    block: 0,
    started: false,
    sharing: "none", // see sharing.js
    refused: false,
    language: null,
    plan: null, // see plan.js
  });
  let renewed = false;
  let stored = true;

  function load() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(key));
    } catch {
      // Storage may be switched off or damaged; the page then works from memory, and says so.
    }
    // Without a random value that the server takes, nothing could ever be shared.
    if (!/^[0-9a-f]{32}$/.test(kept?.token)) return empty();
    const draft = { ...empty(), ...kept };
    const given = Object.entries(Object(draft.answers));
    if (kept.digest !== digest) {
      renewed = given.length > 0;
      given.length = 0;
      Object.assign(draft, { digest, step: "intro", block: 0 });
    }
    const colours = ["green", "orange", "red", null];
    const sound = given.filter(([id, colour]) => statements.includes(id) && colours.includes(colour));
    return Object.assign(draft, { answers: Object.fromEntries(sound) });
  }

  const state = load();
  return {
    state,
    renewed,
    // Whether what is on the page is also in the browser's storage: that may be off, or full.
    stored: () => stored,
    save() {
      // Alone and at the beginning there is nothing worth keeping.
      const empty = !code && state.step === "intro" && !Object.keys(state.answers).length;
      try {
        if (empty) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(state));
        stored = true;
      } catch {
        stored = false;
      }
      return stored;
    },
    // Another tab of this browser is the same person: what is chosen there holds here too.
    follow(changed) {
      addEventListener("storage", (event) => {
        if (event.key !== key) return;
        const before = state.sharing;
        Object.assign(state, load(), { step: state.step, block: state.block });
        changed(before);
      });
    },
    // Answers go; the random value and what was decided stay, so that nobody counts twice.
    wipe() {
      if (state.sharing === "sending") state.sharing = "none";
      // What was shared, or was on its way, belongs to nobody who comes after.
      if (["pending", "shared"].includes(state.sharing)) state.sharing = "used";
      Object.assign(state, { answers: {}, plan: null, step: "intro", block: 0 });
      this.save();
    },
  };
}
