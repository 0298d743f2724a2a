// In JupyterLab the widget draws the form itself and then adopts it in the same way.
export default {
  async render({ model, el }) {
    const reply = await createLink(model).request({ type: "draw" }, 60);
    el.innerHTML = reply.html;
    mountParticipant(el.querySelector("[data-participant]"), model);
  },
};
