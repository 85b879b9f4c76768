import { wait } from "../lib/live.js";

const KINDS = ["phase", "kicked", "count", "lobby", "clock"];

/**
 * Listens to a round at `src`, and tells the document each event as `live:KIND`, with its data and `seq`. While the
 * stream stands it has the attribute `open`, and nobody has to ask for news. A browser comes back by itself where the
 * connection breaks; where the server refused, or the device has slept, we open the stream again.
 */
customElements.define("live-stream", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("visibilitychange", () => document.hidden || this.listen(), { signal });
    for (const name of ["online", "pageshow"]) addEventListener(name, () => this.listen(), { signal });
    addEventListener("pagehide", () => this.source?.close(), { signal });
    this.tries = 0;
    this.listen();
  }

  disconnectedCallback() {
    this.stop.abort();
    clearTimeout(this.timer);
    this.source?.close();
  }

  listen() {
    clearTimeout(this.timer);
    this.source?.close();
    const source = new EventSource(`${this.getAttribute("src")}?after=${this.seen()}`);
    source.onopen = () => {
      this.tries = 0;
      this.toggleAttribute("open", true);
    };
    source.onerror = () => this.lost(source);
    for (const kind of KINDS) source.addEventListener(kind, (event) => this.tell(kind, event));
    this.source = source;
  }

  lost(source) {
    if (source !== this.source) return;
    this.toggleAttribute("open", false);
    if (source.readyState === EventSource.CLOSED) {
      this.timer = setTimeout(() => this.listen(), wait(this.tries));
      this.tries += 1;
    }
  }

  /** What the page shows may be newer than the last event: it also asks without a stream. */
  seen() {
    return Math.max(this.seq ?? 0, document.querySelector("[data-seq]")?.dataset.seq ?? 0);
  }

  tell(kind, event) {
    const seq = Number(event.lastEventId);
    const detail = { ...JSON.parse(event.data), seq };
    document.dispatchEvent(new CustomEvent(`live:${kind}`, { detail }));
    this.seq = seq;
  }
});
