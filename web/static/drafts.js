// What is typed and not answered yet, kept for this tab alone, so that a reload loses nothing.

const key = () => `pincite ${window.location.pathname}`;

// The name makes a question that is sent twice be kept once.
export function keep(text, name) {
  try {
    if (text.trim()) window.sessionStorage.setItem(key(), JSON.stringify({ text, name }));
    else forget();
  } catch {
    // Storage is full or forbidden: the text is in the box as before.
  }
}

export function kept() {
  try {
    return JSON.parse(window.sessionStorage.getItem(key())) ?? { text: "", name: "" };
  } catch {
    return { text: "", name: "" };
  }
}

export function forget() {
  try {
    window.sessionStorage.removeItem(key());
  } catch {
    // As above.
  }
}

// 192 random bits; randomUUID is not there on plain http.
export function newName() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(24));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
