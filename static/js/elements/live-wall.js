/**
 * What the wall and the host's page hear without a new page: how many have voted, to the host also how many are right and
 * what to do then, and who is in the room.
 */
customElements.define("live-wall", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("live:count", ({ detail }) => this.count(detail), { signal });
    document.addEventListener("live:lobby", ({ detail }) => this.seat(detail), { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  count(told) {
    for (const name of ["voted", "right", "advice"]) if (name in told) this.put(name, told[name]);
  }

  put(name, value) {
    for (const place of this.querySelectorAll(`[data-${name}]`)) place.textContent = value;
  }

  seat({ sitting, names }) {
    this.put("sitting", sitting);
    const list = this.querySelector("[data-names]");
    if (!names || !list) return;
    list.replaceChildren(...names.map((name) => {
      const item = document.createElement("li");
      item.textContent = name;
      return item;
    }));
  }
});
