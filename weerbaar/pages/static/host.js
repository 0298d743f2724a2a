// A light host for one widget: asks the server for a kernel that runs this page's notebook, and
// speaks the widget's messages over the kernel's websocket. It gives the same model that
// JupyterLab gives a widget (send, on), so the page does not know in which of the two it lives,
// and a phone loads some ten kilobytes instead of all of JupyterLab.
export function createHost({ base, page, kernel: given = null }) {
  const handlers = { "msg:custom": [], state: [] };
  const session = randomHex(16);
  let kernel = given;
  let socket = null;
  let queue = [];
  let attempt = 0;
  let fetching = false;
  let timer = null;
  let ended = false;
  let state = "connecting";

  const tell = (kind, value) => handlers[kind].forEach((handler) => handler(value));
  const setState = (next) => {
    if (next === state) return;
    state = next;
    tell("state", state);
  };

  async function fetchKernel() {
    const response = await fetch(`${base}kern/${page}`, { method: "POST", cache: "no-store" });
    if (response.status === 503) {
      setState("busy");
      return null;
    }
    if (!response.ok) throw new Error(`kernel: ${response.status}`);
    return response.json();
  }

  async function open() {
    // One at a time: two would leave a kernel that nobody talks to and nobody lets go of.
    if (ended || fetching || socket) return;
    clearTimeout(timer);
    fetching = true;
    try {
      kernel = kernel || (await fetchKernel());
    } catch {
      setState("lost");
    } finally {
      fetching = false;
    }
    if (ended) return leave();
    if (!kernel) return again();
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const path = `${base}api/kernels/${kernel.kernel}/channels?session_id=${session}`;
    const opening = new WebSocket(`${scheme}://${location.host}${path}`);
    let opened = false;
    socket = opening;
    // A kernel that died may leave a socket waiting for minutes; on a slow computer wait longer.
    const slow = setTimeout(
      () => given || opened || socket !== opening || renew(),
      6000 * (1 + attempt),
    );
    opening.onopen = () => {
      opened = true;
      attempt = 0;
      setState("connected");
      const ready = queue;
      queue = [];
      ready.forEach(write);
    };
    opening.onmessage = (event) => read(event.data);
    opening.onclose = () => {
      clearTimeout(slow);
      if (socket !== opening) return;
      socket = null;
      if (ended) return;
      // A websocket that never opened means that the kernel is gone: ask for another one.
      if (!opened && !given) kernel = null;
      if (!opened && given) return location.reload();
      setState("lost");
      again();
    };
  }

  function again() {
    attempt += 1;
    const wait = Math.min(8, 0.5 * 2 ** attempt) * (0.75 + Math.random() / 2);
    clearTimeout(timer);
    timer = setTimeout(open, wait * 1000);
  }

  function write(content) {
    const header = {
      msg_id: randomHex(16),
      msg_type: "comm_msg",
      username: "",
      session,
      date: new Date().toISOString(),
      version: "5.3",
    };
    socket.send(
      JSON.stringify({
        channel: "shell",
        header,
        parent_header: {},
        metadata: {},
        content: { comm_id: kernel.model, data: { method: "custom", content } },
      }),
    );
  }

  function read(text) {
    if (typeof text !== "string") return;
    const message = JSON.parse(text);
    const content = message.content || {};
    const ours = message.header.msg_type === "comm_msg" && kernel && content.comm_id === kernel.model;
    if (ours && content.data.method === "custom") tell("msg:custom", content.data.content);
  }

  // Called when there is no answer: the kernel may be dead although the socket lives.
  function renew() {
    if (given) return location.reload();
    leave();
    kernel = null;
    setState("lost");
    // A socket without a network takes its time to close: go on without it.
    const old = socket;
    socket = null;
    attempt += 1;
    if (old) old.close();
    open();
  }

  function leave() {
    if (kernel && !given) navigator.sendBeacon(`${base}kern/${kernel.kernel}/weg`);
  }

  addEventListener("pagehide", () => {
    ended = true;
    leave();
  });
  // A page that the browser kept aside may be behind: begin again, from the draft.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  addEventListener("online", open);
  open();

  return {
    send(content) {
      if (socket && socket.readyState === WebSocket.OPEN) write(content);
      else queue = queue.filter((waiting) => waiting.type !== content.type).concat(content);
    },
    on: (kind, handler) => handlers[kind].push(handler),
    state: () => state,
    renew,
  };
}

// crypto.randomUUID is missing on plain http; getRandomValues is not.
function randomHex(bytes) {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(values, (value) => value.toString(16).padStart(2, "0")).join("");
}
