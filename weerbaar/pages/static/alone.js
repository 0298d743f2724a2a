// What concerns one person alone, made on this phone: picture, advice, tips, plan, own file. The
// kit and the scripts for it come right after the form, whatever is answered; nothing of a person
// is asked of anybody, and once they are here it all works without a connection.
import { later, nap } from "./asking.js";

export function createAlone({ root, words, statements, state, save, asking, about, scripts, say }) {
  const one = (selector) => root.querySelector(selector);
  const all = (selector) => Array.from(root.querySelectorAll(selector));
  let parts = null; // what is made from the kit, once it is here
  let awaited = false;
  const drawn = new Map();

  // --- what comes after the form -----------------------------------------------------------------
  // A browser may remember that an address failed: each next try has one of its own.
  async function fetchScripts() {
    for (let turn = 0; ; turn += 1) {
      try {
        const slow = nap(15 * (turn + 1)).then(() => Promise.reject(new Error("slow")));
        return await Promise.race([scripts(turn), slow]);
      } catch {
        await later(turn);
      }
    }
  }

  async function complete() {
    const [reply, made] = await Promise.all([asking.insist("kit", about), fetchScripts()]);
    if (reply.error) return say(reply.error);
    const { kit } = reply;
    if (kit.instrument.digest !== root.dataset.digest) return say(words.stale);
    const place = one("[data-plan]");
    if (place) place.innerHTML = kit.plan;
    parts = {
      result: made.createResult(kit),
      library: made.mountLibrary(root, kit.result.library),
      own: made.createOwn(root, statements, state),
      plan: place ? made.createPlan(place, { state, save }) : null,
      rebase: made.rebase,
    };
    all("[data-plan], [data-slot=group]").forEach(parts.rebase);
    draw();
    root.dataset.complete = "true";
  }

  // --- drawing -----------------------------------------------------------------------------------
  // The picture is where somebody looks: on the page of the result, or beside the group's.
  function draw() {
    const slots = all(`[data-step=${state.step}] [data-slot=own]`);
    if (!parts) return void (awaited ||= slots.length > 0);
    for (const slot of slots) {
      const html = parts.result.html(state.answers, slot.dataset.prefix);
      if (drawn.get(slot) === html) continue;
      drawn.set(slot, html);
      slot.innerHTML = html;
      parts.rebase(slot);
    }
    if (awaited && slots.length) one("[data-arrived]").textContent = words.arrived;
    awaited = false;
    parts.own.draw();
    parts.plan?.draw();
  }

  const withOwn = (act) => (parts ? act(parts.own) : say(words.coming));

  return {
    complete,
    draw,
    // What was drawn for all knows no address: its links are those of the first page.
    rebase: (place) => parts?.rebase(place),
    save: () => withOwn((own) => own.save()),
    compare: () => withOwn((own) => own.compare()),
    clear() {
      for (const slot of drawn.keys()) slot.replaceChildren();
      drawn.clear();
      parts?.library.close();
      parts?.own.clear();
      parts?.plan?.clear();
    },
  };
}
