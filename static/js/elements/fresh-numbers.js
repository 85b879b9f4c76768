const USUAL = 10; // seconds

/**
 * Looks for new numbers every so many seconds while somebody can see them. Who stands in them with the keyboard is left
 * alone: what has the focus would be gone.
 */
customElements.define("fresh-numbers", class extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), 1000 * (this.getAttribute("every") ?? USUAL));
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  look() {
    const seen = document.visibilityState === "visible";
    if (seen && !this.contains(document.activeElement)) this.dispatchEvent(new Event("look"));
  }
});
