/** What was typed last in a terminal, and what came after it. */
export interface LastCommand {
  command: string;
  output: string;
}

/** A prompt with a command behind it: a sign of a shell, after a name or at the beginning of the line. */
const typedLine = /^([^\s#$%❯>][^\n#$%❯>]{0,120})?[#$❯] +(\S[^\n]{0,2000})$/;
/** A prompt that names user and machine: where a screen has one, a bare sign is a comment of a file. */
const namedPrompt = /^\[?[\w.-]{1,64}@[\w.-]{1,64}[: ][^\n#$❯]{0,120}[#$❯](?: |$)/;
/** What was typed before the shell asked for it stands before its prompt, and once more behind it. */
const againBehindPrompt = /^[^\n]{0,200}[\w.-]@[\w.-]{1,64}:[^\s#$]{0,200}[#$] +(\S[^\n]*)$/;
/** No command of the lesson is that far back; what printed more says it at its end. */
const mostLines = 400;

/** Whether a shell waits and somebody types behind its prompt; only of a prompt that names user and machine. */
export const isBeingTyped = (recent: string): boolean => namedPrompt.test(recent.slice(recent.lastIndexOf('\n') + 1));

/** The last command that was sent, on a screen with the text `recent`; undefined where none is to be seen. */
export function lastCommand(recent: string): LastCommand | undefined {
  // A shell goes back by itself where a command is longer than a line of the screen.
  const lines = recent.split(/\r?\n/).map((line) => line.replace(/ ?\r/g, ''));
  const named = lines.some((line) => namedPrompt.test(line));
  // The line without an end is still being typed.
  for (let at = lines.length - 2; at >= Math.max(0, lines.length - mostLines); at--) {
    const [, prompt, typed] = typedLine.exec(lines[at] ?? '') ?? [];
    const command = named && !prompt ? undefined : typed?.trim();
    if (command)
      return { command: againBehindPrompt.exec(command)?.[1] ?? command, output: lines.slice(at + 1).join('\n') };
  }
  return undefined;
}
