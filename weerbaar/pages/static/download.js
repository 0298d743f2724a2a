// A file that the browser keeps: what the desk gives (base64) or what was made here (text). Nothing
// is sent anywhere.
export function saveFile({ name, type, base64, text }) {
  const bytes = base64 && Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes || text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
