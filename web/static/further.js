// Puts the pages of a long document one below the other, each as it comes near. Without this file
// links lead from page to page; where a page cannot be fetched, they stay.

import { element } from "./inserting.js";

const NEAR = "1500px 0px";

// `scroller` is the element that the reader scrolls in, null for the window.
export function loadFurther(reader, scroller, signal) {
  const article = reader.querySelector("#text");
  const entries = reader.querySelector(".entries");
  const root = scroller ?? document.scrollingElement;
  if (!reader.querySelector(".pager")) return;
  reader.classList.add("continuous");

  const observer = new IntersectionObserver(
    (seen) => seen.filter((each) => each.isIntersecting).forEach(({ target }) => load(target)),
    { root: scroller, rootMargin: NEAR },
  );
  signal.addEventListener("abort", () => observer.disconnect());
  settle(article.firstElementChild);
  watch();

  function watch() {
    const near = ".pager.before [rel=prev], .pager.after [rel=next]";
    for (const link of reader.querySelectorAll(near)) observer.observe(link);
  }

  async function load(link) {
    observer.unobserve(link);
    const further = await fetched(link.href, signal).catch(() => null);
    if (!further || signal.aborted) return;
    const [sheet, its] = [further.querySelector(".sheet"), further.querySelector(".entries")];
    const before = link.rel === "prev";
    if (before) {
      keep(root, article.firstElementChild, () => article.prepend(sheet));
      keep(entries.parentElement, entries.firstElementChild, () => entries.prepend(...its.children));
    } else {
      article.append(sheet);
      entries.append(...its.children);
    }
    const place = before ? ".pager.before" : ".pager.after";
    keep(root, article.lastElementChild, () => {
      reader.querySelector(place).replaceWith(further.querySelector(place));
    });
    settle(sheet);
    watch();
  }
}

// Returns the reader that shows the address of a document's page.
export async function fetched(address, signal) {
  const { pathname, search } = new URL(address, location.href);
  const response = await fetch(`${pathname}/pane${search}`, {
    headers: { Accept: "application/problem+json, text/html;q=0.9" },
    signal,
  });
  if (!response.ok) {
    const { detail } = await response.json().catch(() => ({}));
    throw new Error(detail ?? `The service answered ${response.status}.`);
  }
  return element(await response.text());
}

// Changes something above an element and scrolls so that the element stays where it is.
function keep(root, still, change) {
  const top = still?.getBoundingClientRect().top;
  change();
  if (still) root.scrollTop += still.getBoundingClientRect().top - top;
}

// Lets the browser forget the insides of a page that is far away, once it knows its height.
function settle(sheet) {
  requestAnimationFrame(() => requestAnimationFrame(() => sheet.classList.add("settled")));
}
