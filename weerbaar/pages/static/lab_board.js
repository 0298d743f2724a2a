// In JupyterLab the widget draws the empty regions itself; the rest is the same.
export default {
  async render({ model, el }) {
    const reply = await createLink(model).request({ type: "draw" }, 60);
    el.innerHTML = reply.html;
    mountBoard(el.querySelector("[data-board]"), model);
  },
};
