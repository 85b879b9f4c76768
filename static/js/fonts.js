/**
 * Lets the fonts come: at once where the reader comes from a page of ours and has them, else after
 * the first letters, so that on a slow line no letter waits for them. Without scripts the link
 * lets them come itself.
 */
const link = document.querySelector("link[data-fonts]");
const come = () => { link.media = "all"; };

if (document.referrer.startsWith(`${location.origin}/`)) come();
else {
  // A first paint may come before, of a background alone.
  const painted = (paints) => { if (paints.getEntriesByName("first-contentful-paint").length) come(); };
  new PerformanceObserver(painted).observe({ type: "paint", buffered: true });
}
