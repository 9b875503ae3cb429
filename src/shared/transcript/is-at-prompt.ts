const signs = '#$%>❯';

/** Whether a shell seems to wait for a command: what it printed last ends like a prompt, with nothing typed behind it. */
export function isAtPrompt(recent: string): boolean {
  const line = recent.slice(recent.lastIndexOf('\n') + 1).replace(/ $/, '');
  const sign = line.slice(-1);
  if (sign === '' || !signs.includes(sign)) return false;
  return line === sign || /[^\s#$%>❯]/.test(line);
}
