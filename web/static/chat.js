// Asks without leaving the page. Without this file the form does the same with a page for each
// answer; what the server writes for a question is the same in both.

const PATIENCE = 300; // milliseconds before the page says that it is working

const form = document.getElementById("ask");
const box = document.getElementById("question");
const button = form.querySelector("button");
const problem = document.getElementById("problem");
const conversation = document.getElementById("conversation");
const keptTurns = Number(form.dataset.keptTurns);
const policy = window.trustedTypes?.createPolicy("pincite", { createHTML: (html) => html });

let busy = false;
let asksNext = false; // what is in the box was sent while an answer was on its way

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = box.value;
  if (!question.trim()) return;
  if (busy) asksNext = true;
  else ask(question);
});

conversation.addEventListener("click", (event) => {
  const suggested = event.target.closest(".suggestions a");
  const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!suggested || elsewhere) return;
  event.preventDefault();
  if (!busy) ask(suggested.textContent);
});

async function ask(question) {
  busy = true;
  const state = working(question);
  const waiting = setTimeout(() => {
    conversation.append(state);
    document.body.classList.add("talking");
    state.scrollIntoView({ block: "start" });
  }, PATIENCE);
  // Not disabled: Enter submits no form whose button is.
  button.classList.add("busy");
  say("");
  try {
    const { turn, address } = await fetched({ text: question, history: history() });
    state.remove();
    conversation.append(turn);
    turn.scrollIntoView({ block: "start" });
    window.history.replaceState(null, "", address);
    document.body.classList.add("talking");
    form.querySelector("label").textContent = "Ask a follow-up";
    document.title = `${question} · Pincite`;
    if (box.value === question) box.value = "";
  } catch (error) {
    state.remove();
    document.body.classList.toggle("talking", conversation.childElementCount > 0);
    asksNext = false;
    say(error.message, () => ask(question));
  } finally {
    clearTimeout(waiting);
    button.classList.remove("busy");
    busy = false;
    box.focus({ preventScroll: true });
  }
  if (asksNext && box.value.trim()) ask(box.value);
  asksNext = false;
}

async function fetched(question) {
  let response;
  try {
    response = await fetch(form.dataset.answers, {
      method: "POST",
      headers: { Accept: "text/html, application/problem+json;q=2", "Content-Type": "application/json" },
      body: JSON.stringify(question),
    });
  } catch {
    throw new Error("The service cannot be reached.");
  }
  if (!response.ok) {
    const { detail } = await response.json().catch(() => ({}));
    throw new Error(detail ?? `The service answered ${response.status}.`);
  }
  const written = await response.text().catch(() => {
    throw new Error("The answer was cut off.");
  });
  return { turn: element(written), address: response.headers.get("Content-Location") };
}

// The turns that a question is asked after, oldest first, as the page holds them.
function history() {
  return [...conversation.querySelectorAll(".turn")]
    .slice(-keptTurns)
    .map(({ dataset }) => ({ question: dataset.question, answer: dataset.answer }));
}

function working(question) {
  const turn = document.createElement("article");
  const [asked, state] = ["h2", "p"].map((name) => document.createElement(name));
  asked.className = "asked";
  asked.dir = "auto";
  asked.textContent = question;
  state.className = "note working";
  state.textContent = "Looking it up…";
  turn.append(asked, state);
  return turn;
}

function say(text, retry) {
  problem.replaceChildren(text);
  box.setAttribute("aria-invalid", String(Boolean(text)));
  if (retry) {
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "Try again";
    again.addEventListener("click", retry);
    problem.append(" ", again);
  }
}

// The one element that the server wrote; its templates escape what documents and people hold.
function element(written) {
  const template = document.createElement("template");
  template.innerHTML = policy ? policy.createHTML(written) : written;
  return template.content.firstElementChild;
}
