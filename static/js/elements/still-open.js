import { stillOpen } from "../lib/open-pieces.js";

/**
 * Says beside a form's button which groups have no choice yet, from the first choice on. The
 * groups carry `data-piece`; what the element says without a script stands there until then,
 * and again when nothing is open.
 */
customElements.define("still-open", class extends HTMLElement {
  connectedCallback() {
    this.rest = this.textContent;
    this.form = this.closest("form");
    this.form?.addEventListener("change", this);
  }

  disconnectedCallback() {
    this.form?.removeEventListener("change", this);
  }

  handleEvent() {
    const groups = [...this.form.querySelectorAll("[data-piece]")];
    const open = groups.filter((group) => !group.querySelector(":checked"));
    this.textContent = stillOpen(open.map((group) => group.dataset.piece)) || this.rest;
  }
});
