import assert from "node:assert/strict";
import { test } from "node:test";

import { forget, keep, kept } from "../../static/js/lib/kept.js";

const memory = (text = null) => ({
  getItem: () => text,
  setItem: (_, value) => { text = value; },
});

test("anchors are kept once, by address", () => {
  const store = memory();
  keep("/a/", ["x", "y"], store);
  keep("/a/", ["y", "z"], store);
  keep("/b/", ["x"], store);
  assert.deepEqual(kept(store), { "/a/": ["x", "y", "z"], "/b/": ["x"] });
});

test("what was taken is forgotten, and only that", () => {
  const store = memory('{"/a/": ["x"], "/b/": ["y"]}');
  forget("/a/", store);
  assert.deepEqual(kept(store), { "/b/": ["y"] });
});

test("no store, a full one, or somebody else's text keep nothing and break nothing", () => {
  for (const store of [null, memory("[1]"), memory("oops"), memory("null")]) {
    assert.deepEqual(kept(store), {});
  }
  const full = { getItem: () => null, setItem: () => { throw new Error("full"); } };
  keep("/a/", ["x"], full);
  keep("/a/", ["x"], null);
});
