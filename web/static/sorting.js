// Lets the rows of a ledger be sorted by a column; the first ones stay shown, the rest folded away.

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

class Ledger extends HTMLElement {
  connectedCallback() {
    if (this.bodies) return; // moved, not new
    this.bodies = [...this.querySelectorAll("tbody")];
    this.sizes = this.bodies.map((body) => body.rows.length);
    this.rows = this.bodies.flatMap((body) => [...body.rows]); // in the order of the documents
    this.headers = [...this.querySelector("thead").rows[0].cells];
    this.headers.forEach((header, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.append(...header.childNodes);
      button.addEventListener("click", () => this.sort(column));
      header.append(button);
    });
    this.headers[0].setAttribute("aria-sort", "ascending");
  }

  sort(column) {
    const header = this.headers[column];
    const descends = header.getAttribute("aria-sort") === "ascending";
    for (const each of this.headers) each.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", descends ? "descending" : "ascending");
    const keys = new Map(this.rows.map((row) => [row, row.cells[column].textContent.trim()]));
    const sorted = [...this.rows].sort((one, other) => collator.compare(keys.get(one), keys.get(other)) * (descends ? -1 : 1));
    let done = 0;
    this.bodies.forEach((body, number) => {
      body.replaceChildren(...sorted.slice(done, done + this.sizes[number]));
      done += this.sizes[number];
    });
  }
}

customElements.define("pincite-ledger", Ledger);
