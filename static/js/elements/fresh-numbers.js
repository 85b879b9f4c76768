const USUAL = 10; // seconds
let owed = false; // an event came for which nothing was asked yet; also while its element was being replaced

/**
 * Looks for new numbers every so many seconds while somebody can see them, and at the events of a round that it names
 * in `on`, for which it then need not ask. Who stands in them with the keyboard is left alone: what has the focus would
 * be gone. An event that comes while an older answer is on its way is asked for by the element that the answer brings.
 */
customElements.define("fresh-numbers", class extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), 1000 * (this.getAttribute("every") ?? USUAL));
    this.stop = new AbortController();
    for (const kind of this.getAttribute("on")?.split(" ").filter(Boolean) ?? []) {
      document.addEventListener(`live:${kind}`, () => this.soon(), { signal: this.stop.signal });
    }
    this.addEventListener("htmx:beforeRequest", (event) => {
      if (event.target === this) owed = false;
    }, { signal: this.stop.signal });
    if (owed) this.soon();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    clearTimeout(this.waiting);
    this.stop.abort();
  }

  /** Once for events that come together. */
  soon() {
    owed = true;
    this.waiting ??= setTimeout(() => {
      this.waiting = null;
      this.ask();
    }, 100);
  }

  look() {
    if (owed || !this.hasAttribute("on") || !document.querySelector("live-stream[open]")) this.ask();
  }

  ask() {
    const seen = document.visibilityState === "visible";
    if (seen && !this.contains(document.activeElement)) this.dispatchEvent(new Event("look"));
  }
});
