// Asks without leaving the page. Without this file the forms do the same with a page for each
// answer; what the server writes for a question is the same in both.

import { fill, prepare } from "./box.js";
import { forget, keep, kept, newName } from "./drafts.js";
import { element } from "./inserting.js";

const PATIENCE = 300; // milliseconds before the page says that it is working

const form = document.getElementById("ask");
const box = document.getElementById("question");
const button = form.querySelector("button");
const problem = document.getElementById("problem");
const status = document.getElementById("status");
const conversation = document.getElementById("conversation");
const keeps = "keeps" in form.dataset;
const keptTurns = Number(form.dataset.keptTurns);

let sending = null; // what is on its way: its controller and what was sent
let asksNext = false; // what is in the box was sent while an answer was on its way
let name = ""; // of the question that is in the box, once it was sent
let named = ""; // that question

const draft = kept();
if (draft.text && !box.value) {
  fill(box, draft.text);
  if (draft.name) [name, named] = [draft.name, draft.text];
}
prepare(box, {
  questions: () => turns().map(({ dataset }) => dataset.question),
  send: () => form.requestSubmit(),
  stop,
});

// A browser gives no focus to a page that is opened at a turn. Without a keyboard it would cover
// half of the page with one.
if (!box.autofocus && window.matchMedia("(pointer: fine)").matches) box.focus({ preventScroll: true });

box.addEventListener("input", () => keep(box.value, box.value === named ? name : ""));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = box.value;
  if (!question.trim()) return;
  if (sending) asksNext = true;
  else ask(question);
});

conversation.addEventListener(
  "toggle",
  ({ target }) => target.matches(".understood details[open]") && target.querySelector("textarea").focus(),
  { capture: true },
);

conversation.addEventListener("submit", (event) => {
  const edited = event.target.closest(".understood form");
  if (!edited) return;
  event.preventDefault();
  const question = edited.elements.q.value;
  if (sending || !question.trim()) return;
  edited.closest("details").open = false;
  ask(question, { standalone: true });
});

document.addEventListener("click", (event) => {
  const offered = event.target.closest(".suggestions a, #welcome li a");
  const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!offered || elsewhere) return;
  event.preventDefault();
  if (!sending) ask(offered.textContent);
});

async function ask(question, { standalone = false } = {}) {
  if (question !== named) [name, named] = [newName(), question];
  const own = { controller: new AbortController(), body: written(question, standalone) };
  sending = own;
  if (box.value === question || !box.value) keep(question, name);
  const state = working(question);
  const waiting = setTimeout(() => {
    add(state);
    status.textContent = "Looking it up…";
  }, PATIENCE);
  // Not disabled: Enter submits no form whose button is.
  button.classList.add("busy");
  say("");
  status.textContent = "";
  try {
    const { turn, address } = await fetched(own);
    state.remove();
    if (box.value === question) fill(box, "");
    forget();
    if (box.value) keep(box.value, "");
    named = "";
    goOn(turn, address);
    document.title = `${question} · Pincite`;
  } catch (error) {
    state.remove();
    document.body.classList.toggle("talking", turns().length > 0);
    asksNext = false;
    if (!box.value && !standalone) fill(box, question);
    if (error.name === "AbortError") {
      keep(box.value, ""); // under its name nothing is kept any more
      status.textContent = "Stopped. Nothing was added.";
    } else say(error.message, () => ask(question, { standalone }));
  } finally {
    clearTimeout(waiting);
    button.classList.remove("busy");
    sending = null;
    box.focus({ preventScroll: true });
  }
  if (asksNext && box.value.trim()) ask(box.value);
  asksNext = false;
}

// What the server is to forget is sent after the question, which it may have answered by now.
function stop() {
  if (!sending) return;
  const { controller, body } = sending;
  controller.abort();
  named = "";
  if (keeps) fetch(form.dataset.stop, { method: "POST", body, keepalive: true }).catch(() => {});
}

function written(question, standalone) {
  const fields = new FormData(form);
  fields.set("q", question);
  fields.delete("earlier");
  if (keeps) fields.set("request", name);
  if (standalone) fields.set("standalone", "1");
  if (!fields.get("conversation")) {
    for (const { dataset } of turns().slice(-keptTurns)) {
      fields.append("earlier", dataset.question);
      fields.append("answer", dataset.answer);
    }
  }
  return new URLSearchParams(fields);
}

async function fetched({ controller, body }) {
  let response;
  try {
    response = await fetch(form.dataset.answers, {
      method: "POST",
      headers: { Accept: "application/problem+json, text/html;q=0.9" },
      body,
      signal: controller.signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("The service cannot be reached. Your question is kept.");
  }
  if (!response.ok) {
    const { detail } = await response.json().catch(() => ({}));
    throw new Error(detail ?? `The service answered ${response.status}.`);
  }
  const html = await response.text().catch((error) => {
    throw error.name === "AbortError" ? error : new Error("The answer was cut off.");
  });
  return { turn: element(html), address: response.headers.get("Content-Location") };
}

// Shows a turn, and lets the page and its address stand for the conversation with it.
function goOn(turn, address) {
  if (!keeps) turn.id = `turn-${turns().length + 1}`;
  add(turn);
  status.textContent = turn.dataset.said;
  const source = location.hash.startsWith("#/") ? location.hash : ""; // what is open beside it
  window.history.replaceState(null, "", source ? address.split("#")[0] + source : address);
  form.querySelector("label").textContent = "Ask a follow-up";
  const id = /^\/conversations\/([\w-]+)$/.exec(window.location.pathname)?.[1];
  if (keeps && id) {
    form.elements.conversation.value = id;
    const manage = form.querySelector(".manage");
    manage.href = `/conversations/${id}/manage`;
    manage.hidden = false;
  }
}

function add(turn) {
  if (document.getElementById(turn.id) !== turn) conversation.append(turn);
  document.body.classList.add("talking");
  for (const each of conversation.children) each.classList.toggle("latest", each === turn);
  turn.scrollIntoView({ block: "start" });
}

function turns() {
  return [...conversation.querySelectorAll(".turn")];
}

function working(question) {
  const turn = document.createElement("div");
  turn.className = "exchange working";
  const [asked, state, words, end] = ["h2", "p", "span", "button"].map((each) =>
    document.createElement(each),
  );
  asked.className = "asked";
  asked.dir = "auto";
  asked.textContent = question;
  state.className = "note";
  words.textContent = "Looking it up…";
  end.type = "button";
  end.textContent = "Stop";
  end.addEventListener("click", stop);
  state.append(words, end);
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
