// Leads from citation to citation of one answer within one document.

// Returns what stands above the source that `opener` opened: which of the answer's citations it is,
// with buttons that click the one before and the one after; nothing if there is but one. `place`
// gives the place that the address of a citation names.
export function answerCitations(opener, place) {
  const all = new Map();
  for (const link of opener.closest(".turn").querySelectorAll("a.cite")) {
    const [path] = place(link.href).split("?");
    if (path === place(opener.href).split("?")[0]) all.set(place(link.href), link);
  }
  const number = (link) => Number(link.textContent.replace(/\D/g, ""));
  const places = [...all.keys()].sort((a, b) => number(all.get(a)) - number(all.get(b)));
  const at = places.indexOf(place(opener.href));
  if (places.length < 2 || at < 0) return [];
  const box = document.createElement("p");
  box.className = "answer-citations";
  const count = document.createElement("span");
  count.textContent = `Citation ${at + 1} of ${places.length}`;
  const turns = [["Previous", at - 1], ["Next", at + 1]].map(([name, to]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.setAttribute("aria-label", `${name} citation`);
    button.setAttribute("aria-disabled", String(!places[to]));
    button.addEventListener("click", () => all.get(places[to])?.click());
    return button;
  });
  box.append(count, ...turns);
  return [box];
}
