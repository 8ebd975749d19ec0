// Offers a link to the passage that is selected. Places count in Unicode code points from the
// beginning of the document, as they do everywhere but in JavaScript's own strings.

const QUIET = 120; // milliseconds without change before a selection is looked at

export function offerLink(reader, signal) {
  const article = reader.querySelector("#text");
  const offer = reader.querySelector(".passage");
  const link = offer.querySelector("a");
  let timer;

  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(update, QUIET);
  }, { signal });
  // A press would end the selection, and with it the offer, before it is a click.
  offer.addEventListener("pointerdown", (event) => event.preventDefault());
  offer.addEventListener("mousedown", (event) => event.preventDefault());

  function update() {
    const place = selected(article);
    if (place) link.href = `${reader.dataset.path}?cite=${place.start}-${place.end}#cited`;
    offer.hidden = !place;
  }
}

// The place of what is selected in the article, white space at its ends left out, or null.
export function selected(article) {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = clipped(selection.getRangeAt(0), article);
  const text = range?.toString() ?? "";
  if (!text.trim()) return null;
  const lead = text.slice(0, text.length - text.trimStart().length);
  const start = offset(article, range.startContainer, range.startOffset) + length(lead);
  return { start, end: start + length(text.trim()) };
}

function clipped(range, article) {
  if (!range.intersectsNode(article)) return null;
  const whole = document.createRange();
  whole.selectNodeContents(article);
  const part = range.cloneRange();
  if (part.compareBoundaryPoints(Range.START_TO_START, whole) < 0) {
    part.setStart(whole.startContainer, whole.startOffset);
  }
  if (part.compareBoundaryPoints(Range.END_TO_END, whole) > 0) {
    part.setEnd(whole.endContainer, whole.endOffset);
  }
  return part;
}

function offset(article, node, within) {
  const inner = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const from = inner.closest(".sheet");
  const before = document.createRange();
  before.setStart(from ?? article, 0);
  before.setEnd(node, within);
  return Number((from ?? article.firstElementChild).dataset.start) + length(before.toString());
}

function length(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
