/**
 * Which sections have been read: those whose end stands in the window.
 *
 * `places` are [anchor, y] pairs, y being where a section ends, in pixels from the top of the
 * window. Who jumps past a section has not read it.
 */
export const ended = (places, height) =>
  places.filter(([, y]) => y > 0 && y <= height).map(([anchor]) => anchor);

/** Where the sections of the page end now: each where the next one, or the questions, begin. */
export const ends = () => {
  const heads = [...document.querySelectorAll("main > h2[id], main > #questions")];
  return heads.slice(0, -1).map((head, index) => [head.id, heads[index + 1].getBoundingClientRect().top]);
};

/** The body that tells the server: one `section` for each anchor, as a form would send it. */
export const body = (anchors, token) => {
  const fields = new URLSearchParams(anchors.map((anchor) => ["section", anchor]));
  fields.append("csrfmiddlewaretoken", token);
  return fields;
};
