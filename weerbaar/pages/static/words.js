// Texts that come with a page: filled in, and made harmless in a page.
export const filled = (text, facts = {}) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
export const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
