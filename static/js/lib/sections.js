/**
 * Which sections have been read: those whose end stands in the window.
 *
 * `ends` are [anchor, y] pairs, y being where a section ends, in pixels from the top of the
 * window. Who jumps past a section has not read it.
 */
export const ended = (ends, height) =>
  ends.filter(([, y]) => y > 0 && y <= height).map(([anchor]) => anchor);

/** The body that tells the server: one `section` for each anchor, as a form would send it. */
export const body = (anchors, token) => {
  const fields = new URLSearchParams(anchors.map((anchor) => ["section", anchor]));
  fields.append("csrfmiddlewaretoken", token);
  return fields;
};
