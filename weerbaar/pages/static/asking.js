// Asking until there is an answer. Every question may be asked again without harm, so whoever
// hears nothing asks again: each time a little later, and never at one moment with all others.
// `ask` is that of requests.js or link.js; `told` hears how it goes.
export function createAsking(ask, told) {
  let state = "connecting"; // connecting, connected, busy, lost

  function tell(next) {
    if (next === state) return;
    state = next;
    told(state);
  }

  async function once(type, message, seconds) {
    try {
      const reply = await ask(type, message, seconds);
      tell(reply.retry ? "busy" : "connected");
      return reply;
    } catch (error) {
      tell("lost");
      throw error;
    }
  }

  return {
    once,
    state: () => state,
    // `message` is made anew for each turn. Gives null when `until` says that nobody waits for it.
    async insist(type, message, until = () => false) {
      for (let turn = 0; ; turn += 1) {
        try {
          const reply = await once(type, message(), Math.min(30, 6 + 4 * turn));
          if (!reply.retry) return reply;
        } catch {
          // It is asked again.
        }
        if (until()) return null;
        await later(turn);
        if (until()) return null;
      }
    },
  };
}

// Longer each turn; at once when the network is back, or when somebody looks again.
export const later = (turn) => nap(Math.min(8, 0.6 * 1.7 ** turn) * (0.75 + Math.random() / 2));

export function nap(seconds) {
  const stop = new AbortController();
  return new Promise((done) => {
    const timer = setTimeout(done, seconds * 1000);
    const wake = () => document.hidden || done(clearTimeout(timer));
    addEventListener("online", wake, { signal: stop.signal });
    document.addEventListener("visibilitychange", wake, { signal: stop.signal });
  }).finally(() => stop.abort());
}
