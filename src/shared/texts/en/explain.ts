export const explain = {
  command: 'known failures: symptom, cause, how to check, what to do; by number, by words, or all',
  what: 'the number given in an error, or words to search for',
  noMatch: ({ words }: { words: string }) => `The catalogue has no match for '${words}'`,
  noMatchRemedy: 'To list all entries: npx overlay-lab explain',
  oneInFull: 'To show one in full: npx overlay-lab explain NUMBER',
  whatYouSee: 'What you see',
  why: 'Why',
  inferred: ({ why }: { why: string }) => `${why} (This cause is our conclusion; the reports do not name it.)`,
  howToCheck: 'How to check, as root on the node',
  whatToDoTitle: 'What to do',
  reportedIn: 'Reported in',
};
