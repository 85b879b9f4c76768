import { body } from "./sections.js";

/** Tells the server what was read, and gives the answer's status; 0 where none came. */
export const send = async (url, anchors, token) => {
  const answer = await fetch(url, {
    method: "POST",
    headers: { Prefer: "return=minimal" },
    body: body(anchors, token),
    keepalive: true, // also when the page is left meanwhile
  }).catch(() => null);
  return answer?.status ?? 0;
};
