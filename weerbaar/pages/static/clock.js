// A clock that counts by itself. Each answer says how many seconds are left and whether they pass;
// nothing is read from the clock of this computer but how long ago that was. So another clock than
// the server's does no harm, and no message is needed to count.
export function createClock(root) {
  let given = null;
  let told = "";

  // Negative when the time is up.
  function left() {
    const passed = given.runs ? ((performance.now() - given.at) / 1000) * given.speed : 0;
    return { step: given.left - passed, rest: given.rest === null ? null : given.rest - passed };
  }

  const digits = (seconds) => {
    const all = Math.abs(seconds < 0 ? Math.ceil(seconds) : Math.floor(seconds));
    return `${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`;
  };

  // The last minute, or the last fifth of a short step.
  const soon = () => Math.min(60, given.total / 5);

  function tone(seconds) {
    if (seconds <= 0) return "over";
    if (!given.runs) return "paused";
    return seconds <= soon() ? "soon" : "left";
  }

  // Said once each, and not when it changes while nobody looked: begin, soon, over, paused.
  function say(element, now) {
    const region = root.querySelector("[data-clock-say]");
    const key = `${given.step} ${now}`;
    if (!region || key === told) return;
    const first = !told.startsWith(`${given.step} `);
    told = key;
    const words = element.dataset;
    region.textContent =
      first && now === "left" ? words.sayBegin : { soon: words.saySoon, over: words.sayOver, paused: words.sayPaused }[now] || "";
  }

  function paint() {
    root.toggleAttribute("data-clocked", Boolean(given));
    if (!given) return;
    const { step, rest } = left();
    const now = tone(step);
    for (const element of root.querySelectorAll("[data-clock]")) {
      const put = (part, text) => {
        const found = element.querySelector(part);
        if (found && found.textContent !== text) found.textContent = text;
      };
      element.dataset.tone = now;
      put("[data-clock-time]", step < 0 ? `+${digits(step)}` : digits(step));
      put("[data-clock-word]", element.dataset[now]);
      const bar = element.querySelector("[data-clock-bar]");
      if (bar) bar.style.width = `${Math.max(0, Math.min(100, given.total ? (100 * step) / given.total : 0))}%`;
      say(element, now);
    }
    for (const element of root.querySelectorAll("[data-clock-rest]")) {
      const minutes = rest === null ? "" : String(Math.max(0, Math.round(rest / 60)));
      element.hidden = rest === null;
      const text = element.dataset.clockRest.replace("#", minutes);
      if (element.textContent !== text) element.textContent = text;
    }
  }

  setInterval(paint, 250);
  return {
    // Nothing is going on when there is no clock in an answer.
    take(clock) {
      given = clock ? { ...clock, at: performance.now() } : null;
      paint();
    },
  };
}
