/** Continued lines as one: a line feed would send what comes before it. */
export function oneLine(command: string): string {
  return command.replace(/\s*\\\n\s*/g, ' ').replace(/\s*\n\s*/g, '; ');
}
