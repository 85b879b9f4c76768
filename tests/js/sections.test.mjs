import assert from "node:assert/strict";
import { test } from "node:test";

import { body, ended } from "../../static/js/lib/sections.js";

test("a section is read when its end is in the window", () => {
  assert.deepEqual(ended([["a", -5], ["b", 300], ["c", 900]], 800), ["b"]);
});

test("the body is that of the form", () => {
  assert.equal(String(body(["a", "b"], "t")), "section=a&section=b&csrfmiddlewaretoken=t");
});
