import { uuid, wait } from "../lib/live.js";

const AGAIN = "No answer yet. What you chose is still here, and is being sent again.";
const later = (tries) => new Promise((done) => { setTimeout(done, wait(tries)); });

/** What came of a vote: the server's words, the page that a form leads to, or nothing. */
const send = async (url, body) => {
  const reply = await fetch(url, { method: "POST", body }).catch(() => null);
  if (!reply || reply.status >= 500) return {};
  if (reply.redirected) return { stored: true };
  if (!reply.headers.get("content-type")?.includes("json")) return { elsewhere: true };
  const told = await reply.json();
  return { stored: told.stored, said: told.said, refused: reply.ok ? "" : told.detail };
};

/**
 * A phone in a round: shows what each phase brings, and sends votes without leaving the page. A vote is sent again
 * under its number until the server says what came of it, to the stream (`vote`) and to the page in turn, or until
 * another ballot is open. The server counts a number once.
 */
customElements.define("live-phone", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("live:phase", ({ detail }) => this.show(detail), { signal });
    document.addEventListener("live:kicked", () => location.reload(), { signal });
    this.form.addEventListener("submit", (event) => this.vote(event), { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
    this.sending = null;
  }

  show(phase) {
    if (phase.seq <= Number(this.dataset.seq)) return;
    this.dataset.seq = phase.seq;
    this.sending = null;
    const part = this.querySelector("[data-part]");
    const held = part.contains(document.activeElement);
    part.innerHTML = phase.html;
    this.form.elements.submission.value = uuid();
    if (phase.ballot) this.say("");
    const title = part.querySelector("h1");
    document.getElementById("news").textContent = phase.standing;
    title.tabIndex = -1;
    if (held) title.focus();
  }

  say(words) {
    this.querySelector(".stored").textContent = words;
  }

  async vote(event) {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(this.form));
    this.form.elements.submission.value = uuid(); // of the next, which may choose otherwise
    const own = this.sending = {};
    const urls = [this.getAttribute("vote"), this.form.action];
    for (let tries = 0; this.sending === own; tries += 1) {
      const told = await send(urls[tries % urls.length], body);
      if (this.sending !== own) return;
      if (told.stored || told.refused) return this.settle(told);
      if (!told.elsewhere) {
        this.say(AGAIN);
        await later(tries);
      } else if (tries % 2) return location.reload(); // the page says what it is
    }
  }

  settle({ stored, said, refused }) {
    this.sending = null;
    if (!stored) return this.say(refused);
    if (said === undefined) return location.reload();
    this.say(`Your vote is stored: ${said}.`);
  }
});
