import assert from "node:assert/strict";
import { test } from "node:test";

import { stillOpen } from "../../static/js/lib/open-pieces.js";

test("one piece", () => assert.equal(stillOpen(["C"]), "One piece still open: C."));

test("several pieces", () => {
  assert.equal(stillOpen(["A", "B", "C"]), "Three pieces still open: A, B and C.");
});

test("the users are no piece", () => {
  assert.equal(stillOpen(["C", "the users"]), "Still open: C and the users.");
});

test("nothing is said when nothing is open", () => assert.equal(stillOpen([]), ""));
