const KEY = "readings";

const own = () => {
  try {
    return localStorage;
  } catch {
    return null; // refused by the reader's settings
  }
};

/**
 * What was read before the reader was known: anchors by the address that will take them. The
 * browser may have no store, refuse it, or hold something else under our name.
 */
export const kept = (store = own()) => {
  try {
    const found = JSON.parse(store.getItem(KEY));
    return found instanceof Object && !Array.isArray(found) ? found : {};
  } catch {
    return {};
  }
};

const write = (store, found) => {
  try {
    store.setItem(KEY, JSON.stringify(found));
  } catch {
    // nothing is kept then: reading goes on all the same
  }
};

/** Keeps anchors for an address, each once. */
export const keep = (url, anchors, store = own()) => {
  const found = kept(store);
  write(store, { ...found, [url]: [...new Set([...(found[url] ?? []), ...anchors])] });
};

/** Lets go of what an address has taken. */
export const forget = (url, store = own()) => {
  const { [url]: taken, ...rest } = kept(store);
  write(store, rest);
};
