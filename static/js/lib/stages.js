const READ = 65; // milliseconds a letter: slow enough to be read aloud
const LEAST = 2500;
const ROOM = 6; // steps that a wall has room for while it runs

/** How long a step stands before the next one comes, in milliseconds. */
export const pause = (words) => Math.max(LEAST, words.length * READ);

/** What is shown at a step: the last ones up to it, the pieces it decides, and whether the end stands. */
export const shown = (letters, step) => ({
  stages: letters.map((_, index) => step >= letters.length || (index <= step && index > step - ROOM)),
  pieces: letters[step] ?? [],
  after: step >= letters.length,
});
