// A document's reader, on a page of its own or beside the chat.

import { loadFurther } from "./further.js";
import { followSections } from "./sections.js";
import { offerLink } from "./selecting.js";

// Brings a reader to life; `scroller` is the element that it scrolls in, null for the window.
// Returns how to end it.
export function enliven(reader, scroller) {
  const ended = new AbortController();
  loadFurther(reader, scroller, ended.signal);
  followSections(reader, scroller, ended.signal);
  offerLink(reader, ended.signal);
  return () => ended.abort();
}
