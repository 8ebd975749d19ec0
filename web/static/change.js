// A change at work: how far it has come, asked of the server until it has ended.

import { element } from "./inserting.js";

const stage = document.getElementById("stage");
const PAUSE = 1500; // milliseconds

async function look() {
  try {
    const response = await fetch(stage.dataset.state);
    const files = response.ok ? element(await response.text()) : null;
    if (!files || "ended" in files.dataset) return window.location.reload();
    if (stage.textContent !== files.dataset.stage) stage.textContent = files.dataset.stage;
    document.querySelector(".fates").replaceWith(files);
  } catch {
    // The service may be restarting; the work goes on without it.
  }
  window.setTimeout(look, PAUSE);
}

look();
