const USUAL = 10; // seconds
const FAILED = ["htmx:sendError", "htmx:responseError", "htmx:timeout"];
let owed = false; // an event came for which nothing was asked yet; also while its element was being replaced
let opened = []; // ids of the details that were open in the element that is being replaced

/**
 * Looks for new numbers every so many seconds while somebody can see them, and at the events of a round that it names
 * in `on`, for which it then need not ask. Who stands in them with the keyboard or presses a button is left alone: it
 * would be gone under their hands. An event that comes while an older answer is on its way is asked for by the element
 * that the answer brings. Details with an id stay open.
 */
customElements.define("fresh-numbers", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    this.timer = setInterval(() => this.look(), 1000 * (this.getAttribute("every") ?? USUAL));
    for (const kind of this.getAttribute("on")?.split(" ").filter(Boolean) ?? []) {
      this.hear(document, `live:${kind}`, () => this.soon());
    }
    this.hear(this, "htmx:beforeRequest", ({ target }) => { if (target === this) owed = false; });
    for (const fault of FAILED) this.hear(this, fault, () => { owed = true; });
    this.hear(this, "htmx:beforeSwap", (event) => this.leave(event));
    // Not every browser gives the focus to a button that is pressed, or calls it active.
    this.hear(this, "pointerdown", () => { this.pressed = true; });
    for (const end of ["pointerup", "pointercancel"]) this.hear(document, end, () => { this.pressed = false; });
    for (const id of opened) this.querySelector(`details#${id}`)?.setAttribute("open", "");
    opened = [];
    if (owed) this.soon();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    clearTimeout(this.waiting);
    this.stop.abort();
  }

  hear(whom, what, then) {
    whom.addEventListener(what, then, { signal: this.stop.signal });
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

  /** Make room for the answer, unless somebody holds what is here. */
  leave(event) {
    if (event.target !== this || !event.detail.shouldSwap) return;
    if (this.isHeld()) {
      event.detail.shouldSwap = false;
      owed = true;
    } else {
      opened = [...this.querySelectorAll("details[open][id]")].map(({ id }) => id);
    }
  }

  isHeld() {
    return this.pressed || this.querySelector(":focus-visible") !== null;
  }
});
