// Sharing with the group, and "done, not sharing". What was tapped is sent, and sent again until it
// is confirmed; it counts once. For some seconds a share can still be taken back on this phone;
// hiding or leaving the page sends it at once, so that a phone that goes into a pocket has shared.
//
// `state.sharing` is none, sending (can be taken back), pending (on its way), shared, keeping, kept,
// closed, or used (wiped by somebody who shared, or was about to).
export function createSharing({ root, words, state, save, asking, message, ended, refused }) {
  const all = (selector) => Array.from(root.querySelectorAll(selector));
  const undo = root.querySelector("[data-go=undo]");
  const grace = undo ? +undo.dataset.seconds : 0;
  let began = 0; // when a share was tapped here; 0 when nothing counts down
  let clock = null;
  let delivering = false;
  let late = false;
  let shown = { phase: root.dataset.phase, answered: 0 };

  const left = () => Math.max(0, Math.ceil(grace - (Date.now() - began) / 1000));

  function share() {
    if (state.sharing !== "none") return;
    decide("sending");
    began = Date.now();
    clock = setInterval(() => (left() ? draw() : send()), 250);
    draw();
    undo.focus();
  }

  // The second half of a double tap is not meant for the button that came under it.
  function takeBack() {
    if (state.sharing !== "sending" || Date.now() - began < 400) return;
    stop();
    decide("none");
    draw();
    root.querySelector("[data-go=share]").focus();
  }

  function keep() {
    if (state.sharing !== "none") return;
    decide("keeping");
    deliver();
  }

  function send() {
    stop();
    if (state.sharing !== "sending") return draw();
    decide("pending");
    deliver();
  }

  function stop() {
    clearInterval(clock);
    began = 0;
  }

  function decide(sharing, refused = false) {
    Object.assign(state, { sharing, refused });
    save();
  }

  async function deliver() {
    const type = { pending: "share", keeping: "finish" }[state.sharing];
    if (!type || delivering) return;
    const tapped = state.sharing;
    delivering = true;
    const timer = setTimeout(() => {
      late = true;
      draw();
    }, 3000);
    // The button that was tapped is gone; what is said stands where it was.
    if (root.contains(document.activeElement)) root.querySelector("[data-sharing]").focus({ preventScroll: true });
    draw();
    const reply = await asking.insist(type, () => message(type), () => state.sharing !== tapped);
    clearTimeout(timer);
    delivering = late = false;
    // Unless it was wiped meanwhile, or confirmed to another tab.
    if (reply && state.sharing === tapped) decide(reply.error ? "none" : reply.outcome, Boolean(reply.error));
    draw();
    if (["shared", "kept", "closed"].includes(state.sharing)) ended();
    else if (reply?.error) refused(reply.error);
  }

  // What was tapped counts as tapped.
  addEventListener("pagehide", () => began && send());
  document.addEventListener("visibilitychange", () => {
    if (root.isConnected && (began || !document.hidden)) send();
  });

  function draw(next = shown) {
    const { phase, answered } = (shown = next);
    const undecided = state.sharing === "none";
    const shut = undecided && phase !== "open";
    const waits = ["sending", "pending", "keeping"].includes(state.sharing);
    const sent = late || ["busy", "lost"].includes(asking.state()) ? "waiting" : "pending";
    const waiting = state.sharing === "keeping" ? "keeping" : sent;
    const key = shut ? "closed" : began ? "sending" : waits ? waiting : state.sharing;
    for (const element of all("[data-sharing]")) {
      // Set only when it changes, so that it is read aloud once.
      if (element.textContent !== words[key]) element.textContent = words[key];
    }
    for (const element of all("[data-left]")) element.textContent = left();
    for (const element of all("[data-when=sending]")) element.hidden = !began;
    for (const element of all("[data-when=undecided]")) element.hidden = !undecided || shut;
    for (const element of all("[data-when=answered]")) element.disabled = answered === 0;
    for (const element of all("[data-when=nothing]")) element.hidden = answered > 0;
    for (const element of all("[data-when=decided]")) element.hidden = waits || (undecided && !shut);
    for (const element of all("[data-go=edit]")) element.hidden = (!undecided && state.sharing !== "used") || shut;
  }

  return {
    share,
    keep,
    undo: takeBack,
    draw,
    // After a reload.
    resume: () => (state.sharing === "sending" ? send() : deliver()),
    // Another tab of this browser decided; what counts down there is sent from there.
    follow(before = "none") {
      const wiped = !Object.values(state.answers).some(Boolean);
      const undone = state.refused || (before === "sending" && (!began || wiped));
      // A tab that had not heard of it yet wrote over what was decided here.
      if (state.sharing === "none" && before !== "none" && !undone) {
        decide(wiped && ["pending", "shared"].includes(before) ? "used" : before);
      }
      if (state.sharing !== "sending") stop();
      deliver();
    },
  };
}
