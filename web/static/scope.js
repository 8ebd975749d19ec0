// The choice of documents: a field that shortens the list, and chips that follow what is ticked.
// Without this file the same form works, and the chips are links.

const scope = document.querySelector(".scope");
const chips = scope?.querySelector(".chips");
const summary = scope?.querySelector("summary");
const boxes = [...(scope?.querySelectorAll("input[type=checkbox]") ?? [])];
const find = scope?.querySelector(".shorten");
const day = scope?.querySelector("input[type=date]");

if (scope) {
  find.hidden = false;
  find.addEventListener("input", shorten);
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it finds; it does not ask
  });
  scope.addEventListener("change", redraw);
  scope.addEventListener("keydown", (event) => {
    if (event.key === "Escape") scope.querySelector("details").open = false;
  });
  scope.closest("form").addEventListener("submit", () => {
    scope.querySelector("details").open = false; // it would stand over the answer
  });
  window.addEventListener("pageshow", redraw); // a page gone back to keeps what was ticked
}

function shorten(event) {
  const wanted = event.target.value.trim().toLocaleLowerCase();
  for (const group of scope.querySelectorAll("fieldset")) {
    const named = group.querySelector("legend").textContent.toLocaleLowerCase().includes(wanted);
    const items = [...group.querySelectorAll("li")];
    for (const item of items) {
      item.hidden = !named && !item.textContent.toLocaleLowerCase().includes(wanted);
    }
    group.hidden = items.every((item) => item.hidden);
  }
}

function redraw() {
  const chosen = boxes.filter((box) => box.checked).map((box) =>
    chip(box.labels[0].querySelector("span").textContent, () => (box.checked = false)),
  );
  if (day.value) chosen.push(chip(`As of ${worded(day.valueAsDate)}`, () => (day.value = "")));
  chips.replaceChildren(...chosen);
  chips.hidden = !chosen.length;
  summary.textContent = chosen.length ? "Change the documents" : "In all documents";
}

function worded(date) {
  const parts = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return date.toLocaleDateString("en-GB", parts);
}

function chip(text, take) {
  const item = document.createElement("li");
  const [label, remove] = ["span", "button"].map((name) => document.createElement(name));
  label.dir = "auto";
  label.textContent = text;
  remove.type = "button";
  remove.className = "remove";
  remove.textContent = "×";
  remove.setAttribute("aria-label", `Remove ${label.textContent}`);
  remove.addEventListener("click", () => {
    take();
    redraw();
    (chips.querySelector("button") ?? summary).focus();
  });
  item.append(label, " ", remove);
  return item;
}
