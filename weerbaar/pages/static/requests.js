// What the participants' server is asked, by plain requests; link.js asks the same of a widget.
// Resolves with the answer, also when that is an error in words; rejects when there is none in
// time, and then nothing is known.
export function createRequests({ base, code = "", language, kit = "" }) {
  const session = `${base}sessie/${code}`;
  const posts = {
    begin: `${session}/begin`,
    share: `${session}/deel`,
    finish: `${session}/klaar`,
    look: `${base}scherm/stand`,
  };
  const gets = { state: `${session}/stand?taal=${language}`, group: `${session}/beeld?taal=${language}`, kit };
  // What leaves a phone that goes into a pocket arrives.
  const urgent = ["share", "finish"];
  let last = null; // the state as it was told last, and its mark

  function request(type, message) {
    // A way round (the login page of a network) is no answer.
    const always = { credentials: "omit", redirect: "error", cache: type === "kit" ? "default" : "no-store" };
    if (type in gets) {
      const headers = type === "state" && last ? { "If-None-Match": last.mark } : {};
      return [gets[type], { ...always, headers }];
    }
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify(message);
    return [posts[type], { ...always, method: "POST", headers, body, keepalive: urgent.includes(type) }];
  }

  async function read(type, response) {
    if (response.status === 304) return last.reply;
    if (type === "group" && response.ok) return { html: await response.text() };
    const reply = await response.json();
    if (!response.ok) {
      if (!reply.error) throw new Error(`answer ${response.status}`);
      return reply;
    }
    if (type === "kit") return { kit: reply };
    const mark = response.headers.get("ETag");
    if (type === "state" && mark) last = { mark, reply };
    return reply;
  }

  return {
    async ask(type, message = {}, seconds = 8) {
      const end = new AbortController();
      const timer = setTimeout(() => end.abort(), seconds * 1000);
      const [address, options] = request(type, message);
      try {
        return await read(type, await fetch(address, { ...options, signal: end.signal }));
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
