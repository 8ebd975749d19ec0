// Opens the source of a citation beside the chat, on a narrow screen over it. The address tells
// what is open (`#/documents/act?cite=10-25`), so that reloading and going back show it again.
// Without this file a citation leads to the document's page.

import { answerCitations } from "./answer_citations.js";
import { fetched } from "./further.js";
import { enliven } from "./reader.js";

const ADDRESS = /^\/documents\/[^/]+$/;
const TOLD = ["cite", "context", "find", "hit", "section", "page", "part"]; // what an address keeps

const wide = window.matchMedia("(min-width: 62rem)");
const conversation = document.getElementById("conversation");
const pane = make("div", { id: "pane", hidden: true });
const bar = make("div", { className: "pane-bar" });
const body = make("div", { className: "pane-body" });
const title = make("p", { className: "pane-title", dir: "auto" });
const close = make("button", { type: "button", className: "close", textContent: "Close" });
close.setAttribute("aria-label", "Close the source");
pane.setAttribute("aria-label", "Source");
pane.append(bar, body);
document.body.append(pane);

let shown = ""; // the address of what the pane shows or is about to show
let opener = null; // the citation that it was opened from
let end = () => {};

conversation.addEventListener("click", (event) => {
  const link = event.target.closest(".turn a.cite, .turn a.place");
  if (!link || !isPlain(event) || !told(link.href)) return;
  opener = link;
  follow(event, link.href, "pushState");
});

body.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || !isPlain(event) || link.matches("[download], .whole")) return;
  const here = link.getAttribute("href").startsWith("#") || told(link.href) === shown;
  if (here) {
    event.preventDefault();
    goTo(new URL(link.href).hash.slice(1));
  } else if (told(link.href)) follow(event, link.href, "replaceState");
});

body.addEventListener("submit", (event) => {
  const query = new URLSearchParams(new FormData(event.target));
  follow(event, `${new URL(event.target.action).pathname}?${query}`, "replaceState");
});

close.addEventListener("click", leave);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || pane.hidden) return;
  const field = event.target.closest("input, textarea");
  if (field && (field.value || !pane.contains(field))) return; // there it means something else
  event.preventDefault();
  leave();
});
window.addEventListener("popstate", update);
wide.addEventListener("change", arrange);
requestAnimationFrame(update); // once the browser has given the focus to the question box

// What is opened from within the source takes its place: going back closes it.
function follow(event, address, change) {
  event.preventDefault();
  window.history[change](null, "", `#${told(address)}`);
  update();
}

function leave() {
  window.history.pushState(null, "", location.pathname + location.search);
  update();
}

// Shows what the address tells.
function update() {
  const address = told(location.hash.slice(1));
  if (address === shown) return;
  shown = address;
  end();
  end = () => {};
  if (address) open(address);
  else hide();
}

async function open(address) {
  const loading = new AbortController();
  end = () => loading.abort();
  const leads = (link) => told(link.href) === address;
  if (!opener?.isConnected || !leads(opener)) opener = links().find(leads) ?? opener;
  if (pane.hidden) {
    body.replaceChildren(make("p", { className: "note working", textContent: "Opening the source…" }));
    keepInPlace(() => {
      pane.hidden = false;
      arrange();
    });
  }
  const pressed = document.activeElement?.getAttribute("aria-label");
  const turns = opener?.isConnected ? answerCitations(opener, told) : [];
  bar.replaceChildren(title, ...turns, close);
  markOpen(address);
  try {
    const reader = await fetched(address, loading.signal);
    body.replaceChildren(reader);
    end = enliven(reader, body);
    title.textContent = reader.querySelector(".title").textContent;
    goTo(reader.dataset.target);
    // Whoever goes from place to place by a button finds it under the finger again.
    if (pressed) pane.querySelector(`[aria-label="${CSS.escape(pressed)}"]`)?.focus();
  } catch (error) {
    if (loading.signal.aborted) return;
    body.replaceChildren(make("p", { className: "problem", role: "alert", textContent: error.message }));
    close.focus();
  }
}

function hide() {
  if (pane.hidden) return;
  const hadFocus = pane.contains(document.activeElement);
  keepInPlace(() => {
    pane.hidden = true;
    body.replaceChildren();
    title.textContent = "";
    arrange();
  });
  markOpen("");
  const back = opener?.isConnected ? opener : document.getElementById("question");
  if (hadFocus) back?.focus({ preventScroll: true });
}

// Brings an element of the source into view and puts the focus there; its title if there is none.
function goTo(id) {
  const target = id && document.getElementById(id);
  if (target) target.scrollIntoView({ block: "start" });
  else body.scrollTop = 0;
  const focused = target || body.querySelector(".title");
  if (focused.tabIndex < 0) focused.tabIndex = -1;
  focused.focus({ preventScroll: true });
}

// Beside the chat it is one more part of the page, over it a dialog that all else waits for.
function arrange() {
  const open = !pane.hidden;
  const over = open && !wide.matches;
  document.body.classList.toggle("with-source", open);
  pane.setAttribute("role", over ? "dialog" : "complementary");
  if (over) pane.setAttribute("aria-modal", "true");
  else pane.removeAttribute("aria-modal");
  for (const each of document.body.children) {
    if (each !== pane) each.inert = over;
  }
}

// Beside the chat the chat scrolls by itself; the citation stays where it is on the screen.
function keepInPlace(change) {
  const from = scroller().scrollTop;
  const top = opener?.getBoundingClientRect().top;
  change();
  scroller().scrollTop = from;
  if (opener?.isConnected) scroller().scrollTop += opener.getBoundingClientRect().top - top;
}

function scroller() {
  return wide.matches && !pane.hidden ? document.body : document.documentElement;
}

function markOpen(address) {
  for (const link of links()) {
    if (address && told(link.href) === address) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function links() {
  return [...conversation.querySelectorAll(".turn a.cite, .turn a.place")];
}

// The address of a document's page as it is told, without the way back; empty if it is no such.
function told(href) {
  if (!href) return "";
  const { origin, pathname, searchParams } = new URL(href, location.origin);
  if (origin !== location.origin || !ADDRESS.test(pathname)) return "";
  const kept = TOLD.filter((name) => searchParams.get(name));
  const query = kept.map((name) => `${name}=${encodeURIComponent(searchParams.get(name))}`);
  return `${pathname}?${query.join("&").replaceAll("%2C", ",")}`;
}

function isPlain(event) {
  return !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

function make(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
