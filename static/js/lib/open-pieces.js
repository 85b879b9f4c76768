const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven"];

/** What is still open, as a sentence; `names` are letters of pieces, or words such as "the users". */
export const stillOpen = (names) => {
  if (!names.length) return "";
  const last = names.at(-1);
  const listed = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : last;
  if (names.some((name) => name.length > 2)) return `Still open: ${listed}.`;
  return `${NUMBERS[names.length] ?? names.length} piece${names.length > 1 ? "s" : ""} still open: ${listed}.`;
};
