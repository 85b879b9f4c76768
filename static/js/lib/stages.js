const READ = 65; // milliseconds a letter: slow enough to be read aloud
const LEAST = 2500;

/** How long a step stands before the next one comes, in milliseconds. */
export const pause = (words) => Math.max(LEAST, words.length * READ);

/** What is shown at a step: the steps up to it, the pieces it decides, and whether the end stands. */
export const shown = (letters, step) => ({
  stages: letters.map((_, index) => index <= step),
  pieces: letters[step] ?? [],
  after: step >= letters.length,
});
