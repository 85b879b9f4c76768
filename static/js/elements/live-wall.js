/** The numbers on the wall that come without a new page: how many have voted, and who is in the room. */
customElements.define("live-wall", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("live:count", ({ detail }) => this.put("voted", detail.voted), { signal });
    document.addEventListener("live:lobby", ({ detail }) => this.seat(detail), { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
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
