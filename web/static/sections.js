// Marks in the contents the section that is being read.

const READING_LINE = 0.4; // of the height: what stands above it has been read, or is being read

// `scroller` is the element that the reader scrolls in, null for the window.
export function followSections(reader, scroller, signal) {
  const contents = reader.querySelector(".contents details");
  if (!contents) return;
  const article = reader.querySelector("#text");
  let current = null;
  let due = false;

  (scroller ?? window).addEventListener("scroll", wait, { passive: true, signal });
  wait();

  function wait() {
    if (due) return;
    due = true;
    requestAnimationFrame(update);
  }

  function update() {
    due = false;
    const heading = reached();
    const link = heading && contents.querySelector(`a[href="#${heading.id}"]`);
    if (link === current || (heading && !link)) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    current = link;
    if (link) reveal(link);
  }

  // The last heading above the line. Only those of one page are measured: where the others stand,
  // the browser has not worked out while they are far away.
  function reached() {
    const root = scroller ?? document.scrollingElement;
    const top = scroller?.getBoundingClientRect().top ?? 0;
    const atEnd = root.scrollTop > 0 && root.scrollTop + root.clientHeight >= root.scrollHeight - 2;
    const line = top + (atEnd ? 1 : READING_LINE) * root.clientHeight; // a short end comes no higher
    const sheet = lastAbove([...article.children], line) ?? article.firstElementChild;
    const here = lastAbove([...headings(sheet)], line);
    if (here) return here;
    const before = sheet.previousElementSibling;
    return before ? [...headings(before)].at(-1) : null;
  }

  // In the contents alone: the page must not move under the reader's eyes.
  function reveal(link) {
    const [box, at] = [contents.getBoundingClientRect(), link.getBoundingClientRect()];
    if (at.top < box.top || at.bottom > box.bottom) {
      contents.scrollTop += at.top - box.top - box.height / 3;
    }
  }
}

function headings(sheet) {
  return sheet.querySelectorAll("[id^='section-']");
}

// Of elements that stand below each other, the last that begins above a line, by halving.
function lastAbove(elements, line) {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (elements[middle].getBoundingClientRect().top <= line) low = middle + 1;
    else high = middle;
  }
  return elements[low - 1];
}
