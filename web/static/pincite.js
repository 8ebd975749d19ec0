// Asks without leaving the page. Without this file the form does the same with a page for each
// answer; the elements built here are those of templates/answer.html.

const PATIENCE = 300; // milliseconds before the page says that it is working
const ANSWER_SENT = 500; // characters of an earlier answer; fewer are read
const LONGEST_ADDRESS = 4000; // as in web/keeping.py

const MARKS = [
  [/~~.*?~~/gs, " "],
  [/!?\[([^[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?: "[^"()]*")?\)/g, "$1"],
  [/\^\{([^{}]*)\}/g, "$1"],
  [/<\/?(?:a|abbr|b|blockquote|br|center|code|del|details|div|em|figcaption|figure|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var)(?:\s[^<>]*)?\/?>|<!--[^<>]*-->/gi, " "],
  [/(?<!\\)(?:\*+|__+|(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_]))/gu, ""],
  [/\\([^\p{L}\p{N}_\s])/gu, "$1"],
];

const form = document.getElementById("ask");
const box = document.getElementById("question");
const button = form.querySelector("button");
const problem = document.getElementById("problem");
const conversation = document.getElementById("conversation");
const keptTurns = Number(form.dataset.keptTurns);
const wording = JSON.parse(form.dataset.wording);

const history = [...form.querySelectorAll("input[name=earlier]")].map((input) => ({
  question: input.value,
  answer: beginning(input.dataset.answer ?? ""),
}));
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
  const turns = history.slice(-keptTurns);
  const turn = element("article", "turn", element("h2", "asked", question));
  const state = element("p", "note working", "");
  const waiting = setTimeout(() => {
    turn.append(state);
    conversation.append(turn);
    state.textContent = "Looking it up…";
    turn.scrollIntoView({ block: "start" });
  }, PATIENCE);
  // Not disabled: Enter submits no form whose button is.
  button.classList.add("busy");
  say("");
  try {
    const answer = await fetched({ text: question, history: turns });
    const earlier = turns.map((each) => each.question);
    turn.append(...parts(answer, question, earlier));
    state.remove();
    conversation.append(turn);
    turn.scrollIntoView({ block: "start" });
    remember(question, answer, earlier);
    if (box.value === question) box.value = "";
  } catch (error) {
    turn.remove();
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
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(question),
    });
  } catch {
    throw new Error("The service cannot be reached.");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.detail ?? `The service answered ${response.status}.`);
  return body;
}

function remember(question, answer, earlier) {
  history.push({ question, answer: beginning(answer.text) });
  const address = conversationQuery(question, earlier);
  window.history.replaceState(null, "", address ? `${form.action}?${address}` : form.action);
  document.body.classList.add("talking");
  document.getElementById("examples")?.remove();
  form.querySelector("label").textContent = "Ask a follow-up";
  document.title = `${question} · Pincite`;
}

function say(text, retry) {
  problem.replaceChildren(text);
  box.setAttribute("aria-invalid", String(Boolean(text)));
  if (retry) {
    const again = element("button", "", "Try again");
    again.type = "button";
    again.addEventListener("click", retry);
    problem.append(" ", again);
  }
}

// The parts of an answer below its question.
function parts(answer, question, earlier) {
  const nearest = answer.nearest.map(({ citation }) => citation);
  const titles = sourceTitles([...cited(answer), ...nearest]);
  const numbers = new Map();
  const sources = new Map();
  for (const citation of cited(answer)) {
    if (numbers.has(citation.link)) continue;
    numbers.set(citation.link, numbers.size + 1);
    const key = JSON.stringify([citation.document, ...sourcePath(citation)]);
    sources.set(key, [...(sources.get(key) ?? []), citation]);
  }
  const link = (citation, className, ...content) => {
    const anchor = element("a", className, ...content);
    anchor.href = keptLink(citation.link, question, earlier);
    return anchor;
  };
  const place = (citation) => {
    const headings = sourcePath(citation).map((heading) => ` › ${heading}`);
    return link(citation, "place", element("span", "title", titles.get(citation.document)), ...headings);
  };
  const mark = (citation) => link(citation, "cite", `[${numbers.get(citation.link)}]`);
  const marks = (citations) => citations.flatMap((citation) => [" ", mark(citation)]);

  const shown = answer.kind === "not_found"
    ? refusal(answer, place, question, earlier)
    : found(answer, marks, place);
  const query = wholeQuery(question, earlier);
  if (answer.items.length && query) {
    const [csv, json] = ["CSV", "JSON"].map((name) => {
      const way = element("a", "", name);
      way.href = `${form.dataset[name.toLowerCase()]}?${query}`;
      return way;
    });
    shown.push(element("p", "note", "Save the rows as ", csv, " or ", json));
  }
  if (answer.kind !== "not_found") shown.push(...missing(answer));
  for (const reading of answer.readings) {
    const quote = element("blockquote", "", reading.text, ...marks(reading.citations));
    const heading = note("It can also be understood as: ", reading.understood_as);
    shown.push(element("section", "otherwise", heading, quote));
  }
  if (sources.size) {
    const lines = [...sources.values()].map((citations) => {
      const numbered = citations.flatMap((citation) => [mark(citation), " "]);
      return element("li", "source", ...numbered, place(citations[0]));
    });
    shown.push(element("ul", "sources", ...lines));
  }
  for (const { typed, read } of answer.corrections) {
    shown.push(note(`“${typed}” was read as “${read}”.`));
  }
  if (answer.understood_as && answer.understood_as !== folded(question)) {
    shown.push(note("Understood as: ", answer.understood_as));
  }
  return shown;
}

function found(answer, marks, place) {
  const shown = [];
  const differs = answer.kind === "conflict";
  const table = answer.kind === "table" ? tableOf(answer) : null;
  const contexts = answer.context.map((context) =>
    element("p", "context", element("span", "label", "Context"), " ", context.text,
      ...marks([context.citation])));
  const says = answer.answer && answer.answer !== answer.text;
  if (says && !differs) shown.push(element("p", "lead", answer.answer));
  if (differs) shown.push(note("The sources differ:"));
  if (answer.items.length) shown.push(...contexts);
  if (table) {
    const [header, rows] = table;
    const head = element("tr", "", ...header.map((cell) => element("th", "", cell)));
    for (const cell of head.children) cell.scope = "col";
    const body = rows.map((row) => element("tr", "", ...row.map((cell) => element("td", "", cell))));
    const grid = element("table", "", element("thead", "", head), element("tbody", "", ...body));
    shown.push(element("div", "table", grid));
  } else if (differs) {
    const sides = answer.items.map(({ text, citation }) =>
      element("div", "", element("blockquote", "", text, ...marks([citation])),
        element("p", "source", place(citation))));
    shown.push(element("div", "sides", ...sides));
  } else if (answer.kind === "two_documents") {
    for (const { text, citation } of answer.items) {
      shown.push(element("blockquote", "", text, ...marks([citation])));
    }
  } else if (answer.text && !answer.items.length) {
    shown.push(element("blockquote", "", answer.text, ...marks(answer.citations)));
  }
  if (!answer.items.length && !table) shown.push(...contexts);
  if (answer.items.length && !differs && answer.kind !== "two_documents") {
    const items = answer.items.map((item) =>
      element("li", "", item.text, ...marks([item.citation])));
    shown.push(element("ol", "items", ...items));
    if (answer.expected !== null) shown.push(note(`${items.length} of ${answer.expected}`));
  }
  if (answer.kind === "ledger") {
    const { sections_scanned, sections } = answer.coverage;
    shown.push(note(`${sections_scanned} of ${sections} sections scanned`));
  }
  return shown;
}

function missing(answer) {
  if (!answer.missing) return [];
  const part = element("strong", "", answer.missing);
  return [element("p", "note missing", wording.gaps[answer.gap], " ", part)];
}

function refusal(answer, place, question, earlier) {
  const shown = [element("p", "lead refused", wording.remarks[answer.remark]), ...missing(answer)];
  if (answer.suggestions.length) {
    const links = answer.suggestions.map((suggested) => {
      const link = element("a", "", suggested);
      link.href = `${form.action}?${conversationQuery(suggested, [...earlier, question])}`;
      return element("li", "", link);
    });
    shown.push(note("Questions that the documents answer:"), element("ul", "suggestions", ...links));
  }
  if (answer.nearest.length) {
    const passages = answer.nearest.map(({ text, citation }) =>
      element("li", "", element("blockquote", "", text),
        element("p", "source", place(citation))));
    shown.push(note("The nearest passages:"), element("ol", "nearest", ...passages));
  }
  return shown;
}

function* cited(answer) {
  yield* answer.citations;
  for (const attached of [...answer.items, ...answer.context]) yield attached.citation;
  for (const reading of answer.readings) yield* reading.citations;
}

// Header and rows of a table, or null where a line has not as many cells as the header.
function tableOf(answer) {
  if (!answer.context.length) return null;
  const [header, ...more] = lines(answer.context[0].citation);
  const rows = lines(answer.citations[0]);
  if (more.length || header.length < 2) return null;
  return rows.every((row) => row.length === header.length) ? [header, rows] : null;
}

function lines({ parts }) {
  const quoted = parts.flatMap(({ quote }) => quote.split(/\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/));
  return quoted.filter((line) => line.trim()).map((line) => cells(line.trim()).map(plain));
}

function cells(row) {
  if (row.includes("\t") && !row.startsWith("|")) return row.split("\t");
  let inner = row.replace(/^\|/, "");
  if (inner.endsWith("|") && !inner.endsWith("\\|")) inner = inner.slice(0, -1);
  return inner.split(/(?<!\\)\|/).map((cell) => cell.replaceAll("\\|", "|"));
}

// Text without its marks, as corpus/wording.py has it.
function plain(text) {
  return folded(MARKS.reduce((left, [mark, instead]) => left.replace(mark, instead), text));
}

// How the documents that are cited are called, by id; those called the same have it in brackets.
function sourceTitles(citations) {
  const documents = new Map(citations.map((each) => [each.document, each]));
  const called = ({ document: id, title, edition }, ...more) => {
    const told = [edition, ...more].filter(Boolean).join(", ");
    return told ? `${title || id} (${told})` : title || id;
  };
  const all = [...documents.values()].map((each) => called(each));
  const isShared = (each) => all.filter((other) => other === called(each)).length > 1;
  return new Map([...documents].map(([id, each]) =>
    [id, isShared(each) ? called(each, id) : called(each)]));
}

function sourcePath({ title, section }) {
  return section[0] === title ? section.slice(1) : section;
}

function keptLink(link, question, earlier) {
  const query = conversationQuery(question, earlier);
  if (!query) return link;
  const [path, fragment] = link.split("#");
  const separator = path.includes("?") ? "&" : "?";
  return `${path}${separator}${query}#${fragment ?? ""}`;
}

function conversationQuery(question, earlier) {
  const kept = earlier.slice(-keptTurns);
  for (let first = 0; first <= kept.length; first += 1) {
    const query = wholeQuery(question, kept.slice(first));
    if (query) return query;
  }
  return "";
}

function wholeQuery(question, earlier) {
  const asked = [["q", question], ...earlier.map((text) => ["earlier", text])];
  const query = new URLSearchParams(asked).toString();
  return query.length <= LONGEST_ADDRESS ? query : "";
}

// By code points: half of a pair is no text.
function beginning(text) {
  return [...text].slice(0, ANSWER_SENT).join("");
}

function folded(text) {
  return text.trim().replace(/\s+/g, " ");
}

function note(text, quoted) {
  if (quoted === undefined) return element("p", "note", text);
  return element("p", "note", text, element("span", "", quoted));
}

// Strings become text nodes: nothing that a document holds is read as markup.
function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (["blockquote", "h2", "li", "p", "span", "td", "th"].includes(name)) made.dir = "auto";
  made.append(...content);
  return made;
}
