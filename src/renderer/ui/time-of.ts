/** Day and time of something in a list, in the reader's language. */
export const timeOf = (at: string, language: string): string =>
  new Date(at).toLocaleString(language, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
