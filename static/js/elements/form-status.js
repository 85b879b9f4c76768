import { stillOpen } from "../lib/open-pieces.js";

/**
 * The line beside a form's button. From the first choice on it says which groups (`data-piece`)
 * have none yet; when a form could not be sent, it says so, and what was chosen stays. What
 * stands in the element without a script stands there until then.
 */
customElements.define("form-status", class extends HTMLElement {
  static troubles = {
    "htmx:sendError": "The connection is gone. What you chose is still here: send it again.",
    "htmx:timeout": "No answer came. What you chose is still here: send it again.",
    "htmx:responseError": "This could not be stored now. What you chose is still here: send it again.",
  };

  connectedCallback() {
    this.rest = this.textContent;
    this.form = this.closest("form");
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.form?.addEventListener("change", () => this.count(), { signal });
    for (const [event, words] of Object.entries(this.constructor.troubles)) {
      this.form?.addEventListener(event, () => { this.textContent = words; }, { signal });
    }
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  count() {
    const groups = [...this.form.querySelectorAll("[data-piece]")];
    const open = groups.filter((group) => !group.querySelector(":checked"));
    this.textContent = stillOpen(open.map((group) => group.dataset.piece)) || this.rest;
  }
});
