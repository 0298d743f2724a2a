// A light host for the facilitator's widget: speaks its messages over the websocket of the kernel
// that Voilà started for the page. It gives the same model that JupyterLab gives a widget (send,
// on), so the page does not know in which of the two it lives.
export function createHost({ base, kernel, model }) {
  const handlers = [];
  const session = randomHex(16);
  let socket = null;
  let queue = [];
  let attempt = 0;
  let timer = null;
  let ended = false;

  function open() {
    if (ended || socket) return;
    clearTimeout(timer);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const path = `${base}api/kernels/${kernel}/channels?session_id=${session}`;
    const opening = new WebSocket(`${scheme}://${location.host}${path}`);
    let opened = false;
    socket = opening;
    opening.onopen = () => {
      opened = true;
      attempt = 0;
      const ready = queue;
      queue = [];
      ready.forEach(write);
    };
    opening.onmessage = (event) => read(event.data);
    opening.onclose = () => {
      socket = null;
      if (ended) return;
      // A websocket that never opened means that the kernel is gone: the page gets another one.
      if (!opened) return renew();
      again();
    };
  }

  function again() {
    attempt += 1;
    const wait = Math.min(8, 0.5 * 2 ** attempt) * (0.75 + Math.random() / 2);
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
        content: { comm_id: model, data: { method: "custom", content } },
      }),
    );
  }

  function read(text) {
    if (typeof text !== "string") return;
    const message = JSON.parse(text);
    const content = message.content || {};
    const ours = message.header.msg_type === "comm_msg" && content.comm_id === model;
    if (ours && content.data.method === "custom") handlers.forEach((handler) => handler(content.data.content));
  }

  // Also called when there is no answer: the kernel may be dead although the socket lives.
  function renew() {
    ended = true;
    location.reload();
  }

  addEventListener("pagehide", () => (ended = true));
  // A page that the browser kept aside may be behind.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  addEventListener("online", open);
  open();

  return {
    send(content) {
      if (socket && socket.readyState === WebSocket.OPEN) write(content);
      else queue = queue.filter((waiting) => waiting.type !== content.type).concat(content);
    },
    on: (_, handler) => handlers.push(handler),
    renew,
  };
}

// crypto.randomUUID is missing on plain http; getRandomValues is not.
function randomHex(bytes) {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(values, (value) => value.toString(16).padStart(2, "0")).join("");
}
