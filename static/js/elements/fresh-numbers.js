const USUAL = 10; // seconds
let owed = false; // an event came for which nothing was asked yet; also while its element was being replaced

/**
 * Looks for new numbers every so many seconds while somebody can see them, and at the events of a round that it names
 * in `on`, for which it then need not ask. Who stands in them with the keyboard or presses a button is left alone: it
 * would be gone under their hands. An event that comes while an older answer is on its way is asked for by the element
 * that the answer brings.
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
    this.addEventListener("htmx:beforeSwap", (event) => {
      if (event.target !== this || !this.isHeld()) return;
      event.detail.shouldSwap = false;
      owed = true;
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
    if (seen && !this.isHeld()) this.dispatchEvent(new Event("look"));
  }

  /** Not every browser gives the focus to a button that is pressed. */
  isHeld() {
    return this.contains(document.activeElement) || this.matches(":active");
  }
});
