// The same questions as requests.js, over a widget's messages: each carries an id, each reply
// repeats it. `model` is anything with send(content) and on("msg:custom", handler): a Jupyter
// widget model in a notebook, or the light host of host.js.
export function createLink(model) {
  const waiting = new Map();
  let last = 0;
  model.on("msg:custom", (reply) => {
    const entry = waiting.get(reply.id);
    if (!entry) return;
    waiting.delete(reply.id);
    clearTimeout(entry.timer);
    entry.resolve(reply);
  });
  return {
    // Resolves with the reply, or rejects when none came in time; nothing is known then.
    ask(type, message = {}, seconds = 8) {
      const id = `${Date.now().toString(36)}-${++last}`;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new Error("no reply"));
        }, seconds * 1000);
        waiting.set(id, { resolve, timer });
        model.send({ ...message, type, id });
      });
    },
  };
}
