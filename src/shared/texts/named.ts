/** What the catalogue calls something; its plain name where it has no word for it, as of another version of the app. */
export const named = (words: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(words, name) ? (words[name] ?? name) : name;
