import { forget, keep, kept } from "../lib/kept.js";
import { ended, ends } from "../lib/sections.js";
import { send } from "../lib/sending.js";

const PAUSE = 800; // ms without scrolling before sections are sent: a reader stops, a jump does not

/**
 * Marks what was read: in the contents, and on the server once the reader is known, which
 * `data-token` says. Until then the browser keeps it.
 */
customElements.define("reading-marks", class extends HTMLElement {
  connectedCallback() {
    const { url, token, read = "" } = this.dataset;
    this.read = new Set([...read.split(" ").filter(Boolean), ...(kept()[url] ?? [])]);
    this.stop = new AbortController();
    const { signal } = this.stop;
    addEventListener("scroll", () => this.wait(), { passive: true, signal });
    addEventListener("resize", () => this.wait(), { signal });
    this.show();
    this.wait();
    if (token) this.hand();
  }

  disconnectedCallback() {
    this.stop.abort();
    clearTimeout(this.timer);
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.mark(), PAUSE);
  }

  /** Hands over what the browser kept, also of other lessons. What is refused is let go. */
  async hand() {
    for (const [url, anchors] of Object.entries(kept())) {
      const status = await send(url, anchors, this.dataset.token);
      if (status >= 200 && status < 500) forget(url);
    }
  }

  async mark() {
    const { url, token } = this.dataset;
    const fresh = ended(ends(), innerHeight).filter((anchor) => !this.read.has(anchor));
    if (!fresh.length) return;
    if (!token) keep(url, fresh);
    else if (await send(url, fresh, token) !== 204) return; // the next pause tries again
    fresh.forEach((anchor) => this.read.add(anchor));
    this.show();
  }

  show() {
    for (const link of document.querySelectorAll(".contents a")) {
      link.parentElement.toggleAttribute("data-read", this.read.has(link.hash.slice(1)));
    }
  }
});
