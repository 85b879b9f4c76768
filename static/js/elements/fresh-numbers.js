const EVERY = 10_000; // ms

/**
 * Looks for new numbers while somebody can see them. Who stands in them with the keyboard is left
 * alone: what has the focus would be gone.
 */
customElements.define("fresh-numbers", class extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), EVERY);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  look() {
    const seen = document.visibilityState === "visible";
    if (seen && !this.contains(document.activeElement)) this.dispatchEvent(new Event("look"));
  }
});
