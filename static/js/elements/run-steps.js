import { pause, shown } from "../lib/stages.js";

/**
 * Plays what happens: each step of the trace after the one before it, with the pieces that it
 * decides marked on the ladder; at last the ladder after the event, whose cut then moves once.
 * Where motion is not welcome nothing is hidden and nothing moves.
 */
customElements.define("run-steps", class extends HTMLElement {
  connectedCallback() {
    if (!matchMedia("(prefers-reduced-motion: no-preference)").matches) return;
    this.stages = [...this.querySelectorAll(".run__stages > li")];
    this.letters = this.stages.map((stage) => stage.dataset.letters.split(" ").filter(Boolean));
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "button button--quiet";
    this.button.addEventListener("click", () => this.turn());
    this.append(this.button);
    this.play();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  play() {
    this.step = -1;
    this.next();
  }

  next() {
    this.step += 1;
    this.draw();
    this.paused = false;
    const done = this.step >= this.stages.length;
    this.button.textContent = done ? "Play again" : "Pause";
    if (!done) this.timer = setTimeout(() => this.next(), pause(this.stages[this.step].textContent));
  }

  turn() {
    clearTimeout(this.timer);
    if (this.step >= this.stages.length) this.play();
    else if (this.paused) this.next();
    else {
      this.paused = true;
      this.button.textContent = "Go on";
    }
  }

  draw() {
    const { stages, pieces, after } = shown(this.letters, this.step);
    this.stages.forEach((stage, index) => {
      stage.hidden = !stages[index];
      stage.toggleAttribute("data-now", index === this.step);
    });
    const before = this.querySelector(".run__before");
    if (before) before.hidden = after;
    for (const key of this.querySelectorAll(".run__before .key")) {
      key.closest(".piece")?.toggleAttribute("data-now", pieces.includes(key.textContent));
    }
    const end = this.querySelector(".run__after");
    end.hidden = !after;
    end.querySelector(".ladder").classList.toggle("is-running", after);
  }
});
