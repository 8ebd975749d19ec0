// Sends a verdict on an answer without leaving the page.

class Feedback extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.said = this.querySelector("[role=status]");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(new FormData(this.form, event.submitter));
    });
  }

  async send(verdict) {
    if (this.isSending) return;
    this.isSending = true;
    this.say("");
    try {
      await sent(this.form.action, verdict);
      const hadFocus = this.form.contains(document.activeElement);
      this.say("Thank you, your verdict is kept.");
      this.form.remove();
      if (hadFocus) this.said.focus();
    } catch (error) {
      this.say(error.message);
    }
    this.isSending = false;
  }

  say(text) {
    this.said.textContent = text;
    this.said.tabIndex = -1;
    this.said.classList.toggle("said", Boolean(text));
  }
}

async function sent(address, verdict) {
  let response;
  try {
    response = await fetch(address, {
      method: "POST",
      headers: { Accept: "application/problem+json, application/json" },
      body: new URLSearchParams(verdict),
    });
  } catch {
    throw new Error("The service cannot be reached; your verdict is not kept.");
  }
  if (!response.ok) {
    const { detail } = await response.json().catch(() => ({}));
    throw new Error(detail ?? `The service answered ${response.status}; your verdict is not kept.`);
  }
}

customElements.define("pincite-feedback", Feedback);
