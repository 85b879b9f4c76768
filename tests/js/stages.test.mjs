import assert from "node:assert/strict";
import { test } from "node:test";

import { pause, shown } from "../../static/js/lib/stages.js";

const LETTERS = [[], ["A"], ["B", "C"]];

test("a step shows itself, those before it, and the pieces that it decides", () => {
  assert.deepEqual(shown(LETTERS, 0), { stages: [true, false, false], pieces: [], after: false });
  assert.deepEqual(shown(LETTERS, 2), { stages: [true, true, true], pieces: ["B", "C"], after: false });
});

test("after the last step the end stands, with all steps", () => {
  assert.deepEqual(shown(LETTERS, 3), { stages: [true, true, true], pieces: [], after: true });
});

test("of many steps the last six are shown while it runs", () => {
  const many = Array.from({ length: 9 }, () => []);
  const count = (step) => shown(many, step).stages.filter(Boolean).length;
  assert.equal(count(8), 6);
  assert.equal(shown(many, 8).stages[2], false);
  assert.equal(count(9), 9);
});

test("a long step stands longer, and none less than two and a half seconds", () => {
  assert.equal(pause("Short."), 2500);
  assert.equal(pause("x".repeat(100)), 6500);
});
