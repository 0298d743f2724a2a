// What a browser can do for a page by itself: 128 random bits, the day of today, and a file to keep.

// crypto.randomUUID is missing on plain http; getRandomValues is not.
export function randomHex() {
  const values = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(values, (value) => value.toString(16).padStart(2, "0")).join("");
}

// As yyyy-mm-dd, where the browser is.
export function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

// What the desk gives (base64) or what was made here (text). Nothing is sent anywhere.
export function saveFile({ name, type, base64, text }) {
  const bytes = base64 && Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes || text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
