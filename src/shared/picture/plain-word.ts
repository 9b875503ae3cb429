/** Whether a node's word may stand in a command as it is: it means nothing to a shell, and is no option. */
export const isPlain = (word: string): boolean => /^[\w.@:/][\w.@:/-]*$/.test(word);
