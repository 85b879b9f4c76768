import assert from "node:assert/strict";
import { test } from "node:test";

import { aloud, left, onClock, uuid, wait } from "../../static/js/lib/live.js";

test("a phase that begins leaves its time, and more to who has more", () => {
  assert.equal(left({ seconds: 60, ms_left: 60000 }, "1"), 60000);
  assert.equal(left({ seconds: 60, ms_left: 60000 }, "1.5"), 90000);
  assert.equal(left({ seconds: 60, ms_left: 60000 }, "none"), null);
  assert.equal(left({ seconds: null, ms_left: null }, "1"), null);
});

test("a clock says how long a phase stands already", () => {
  assert.equal(left({ seconds: 60, since: 20000 }, "1"), 40000);
  assert.equal(left({ seconds: 60, since: 20000 }, "2"), 100000);
  assert.equal(left({ seconds: 60, since: 99000 }, "1"), 0);
});

test("seconds stand as on a clock, and ears hear four of them", () => {
  assert.equal(onClock(65), "1:05");
  assert.equal(onClock(0), "0:00");
  assert.deepEqual([61, 60, 30, 11, 10, 5, 4].map(aloud).map(Boolean), [false, true, true, false, true, true, false]);
});

test("a number has the form of a random UUID, each another", () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(uuid(), form);
  assert.match(uuid(new Uint8Array(16)), form);
  assert.notEqual(uuid(), uuid());
});

test("tries come later and later, but within five seconds", () => {
  assert.equal(wait(0, 1), 500);
  assert.equal(wait(0, 0), 250);
  assert.equal(wait(9, 1), 5000);
});
