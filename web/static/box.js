// The box that questions are typed in: how it grows, what its keys do.

export function prepare(box, { questions, send, stop }) {
  let recalled = 0; // how many questions back; 0 is what was typed

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") {
      stop();
    } else if (event.key === "ArrowUp" && !event.shiftKey) {
      recall(event, recalled + 1);
    } else if (event.key === "ArrowDown" && !event.shiftKey) {
      recall(event, recalled - 1);
    }
  });

  box.addEventListener("input", () => {
    recalled = 0;
    grow(box);
  });

  // The last question comes back into an empty box, those before it after that.
  function recall(event, back) {
    const asked = questions();
    const showsRecalled = recalled > 0 && box.value === asked.at(-recalled);
    if (back < 0 || back > asked.length || (box.value && !showsRecalled)) return;
    event.preventDefault();
    recalled = back;
    fill(box, back ? asked.at(-back) : "");
  }
}

export function fill(box, text) {
  box.value = text;
  box.setSelectionRange(text.length, text.length);
  grow(box);
}

function grow(box) {
  if (window.CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}
