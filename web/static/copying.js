// Puts an answer with its citations on the clipboard; the links that it replaces open or save it.

class CopyCitation extends HTMLElement {
  connectedCallback() {
    for (const link of this.querySelectorAll("a")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = link.textContent;
      button.addEventListener("click", () => this.copy(link));
      link.replaceWith(button);
    }
  }

  async copy(link) {
    const said = this.querySelector("[role=status]");
    said.textContent = "";
    try {
      await written(fetched(link.href));
      said.textContent = "Copied";
    } catch (error) {
      const open = link.cloneNode(true);
      open.textContent = "Open it instead";
      said.replaceChildren(`${error instanceof NotGivenError ? error.message : "The browser did not let it be copied."} `, open);
    }
  }
}

class NotGivenError extends Error {}

async function fetched(address) {
  let response;
  try {
    response = await fetch(address, { headers: { Accept: "application/problem+json" } });
  } catch {
    throw new NotGivenError("The service cannot be reached.");
  }
  if (!response.ok) {
    const { detail } = await response.json().catch(() => ({}));
    throw new NotGivenError(detail ?? `The service answered ${response.status}.`);
  }
  return response.text();
}

// Some browsers only let a page write while a click is handled, so the text is promised to them.
async function written(text) {
  if (!navigator.clipboard) {
    await text;
    throw new Error("no clipboard here");
  }
  if (!window.ClipboardItem) return navigator.clipboard.writeText(await text);
  const blob = text.then((found) => new Blob([found], { type: "text/plain" }));
  try {
    return await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  } catch (error) {
    await text; // what went wrong there is told first
    throw error;
  }
}

customElements.define("pincite-copy", CopyCitation);
