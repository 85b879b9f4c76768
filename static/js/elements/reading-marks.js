import { body, ended } from "../lib/sections.js";

const PAUSE = 800; // ms without scrolling before sections are sent: a reader stops, a jump does not

/** Marks what a known learner has read: in the contents, and on the server. */
customElements.define("reading-marks", class extends HTMLElement {
  connectedCallback() {
    this.read = new Set(this.dataset.read.split(" ").filter(Boolean));
    this.stop = new AbortController();
    const { signal } = this.stop;
    addEventListener("scroll", () => this.wait(), { passive: true, signal });
    addEventListener("resize", () => this.wait(), { signal });
    this.show();
    this.wait();
  }

  disconnectedCallback() {
    this.stop.abort();
    clearTimeout(this.timer);
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  /** A section ends where the next one, or the questions, begin. */
  ends() {
    const heads = [...document.querySelectorAll("main > h2[id], main > #questions")];
    return heads.slice(0, -1).map((head, index) => [head.id, heads[index + 1].getBoundingClientRect().top]);
  }

  async send() {
    const fresh = ended(this.ends(), innerHeight).filter((anchor) => !this.read.has(anchor));
    if (!fresh.length) return;
    const answer = await fetch(this.dataset.url, {
      method: "POST",
      headers: { Prefer: "return=minimal" },
      body: body(fresh, this.dataset.token),
      keepalive: true, // also when the page is left meanwhile
    }).catch(() => null);
    if (!answer?.ok) return; // nothing is marked that is not stored; the next pause tries again
    fresh.forEach((anchor) => this.read.add(anchor));
    this.show();
  }

  show() {
    for (const link of document.querySelectorAll(".contents a")) {
      link.parentElement.toggleAttribute("data-read", this.read.has(link.hash.slice(1)));
    }
  }
});
