/** A message with its node before it, unless the message names one itself: 'node1: node1 does not answer' helps nobody. */
export function atNode(node: string | undefined, message: string): string {
  return !node || names(message, node) ? message : `${node}: ${message}`;
}

/** Whether the word stands in the message, not as a part of another one. */
function names(message: string, word: string): boolean {
  const inWord = /[A-Za-z0-9_-]/;
  for (let at = message.indexOf(word); at >= 0; at = message.indexOf(word, at + 1))
    if (!inWord.test(message.charAt(at - 1)) && !inWord.test(message.charAt(at + word.length))) return true;
  return false;
}
