import { aloud, left, onClock } from "../lib/live.js";

/**
 * The time that is left on an open ballot, by the server's clock and at the `pace` of its player: `left` milliseconds
 * when the page was made. It tells ears (the element #news) only when 60, 30, 10 and 5 seconds are left.
 */
customElements.define("live-timer", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    for (const kind of ["phase", "clock"]) {
      const start = ({ detail }) => this.start(left(detail, this.getAttribute("pace")));
      document.addEventListener(`live:${kind}`, start, { signal: this.stop.signal });
    }
    if (this.hasAttribute("left")) this.start(Number(this.getAttribute("left")));
  }

  disconnectedCallback() {
    this.stop.abort();
    clearInterval(this.timer);
  }

  start(rest) {
    clearInterval(this.timer);
    this.textContent = "";
    this.shown = null;
    if (rest === null) return;
    this.ends = performance.now() + rest;
    this.tick();
    this.timer = setInterval(() => this.tick(), 250);
  }

  tick() {
    const seconds = Math.max(0, Math.ceil((this.ends - performance.now()) / 1000));
    if (seconds === this.shown) return;
    this.shown = seconds;
    this.textContent = seconds ? `${onClock(seconds)} left` : "The time is over.";
    const words = aloud(seconds);
    if (words) document.getElementById("news").textContent = words;
    if (!seconds) clearInterval(this.timer);
  }
});
