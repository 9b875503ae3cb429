/** Whether a shell seems to wait for a command: what it printed last ends like a prompt, with nothing typed behind it. */
export function isAtPrompt(recent: string): boolean {
  return /(^|\n)[^\n]*[^\s#$%>❯][^\n]*[#$%>❯] ?$/.test(recent) || /(^|\n)[#$%>❯] ?$/.test(recent);
}
