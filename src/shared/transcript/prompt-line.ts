/** A prompt with what stands behind it. */
export interface PromptLine {
  prompt: string;
  /** The machine that it names, where it names one. */
  host: string | undefined;
  command: string;
}

const named = /^(\[?[\w.-]{1,64}@([\w.-]{1,64})[: ][^\n#$❯]{0,200}[#$❯] ?)(.*)$/;
const bare = /^((?:[^\s#$%❯>][^\n#$%❯>]{0,60})?[#$❯] )(.*)$/;

/** What a line says where it begins with the prompt of a shell. */
export function promptLine(line: string): PromptLine | undefined {
  const [, prompt, host, command = ''] = named.exec(line) ?? [];
  if (prompt !== undefined) return { prompt, host, command: command.trim() };
  const [, sign, rest = ''] = bare.exec(line) ?? [];
  return sign === undefined ? undefined : { prompt: sign, host: undefined, command: rest.trim() };
}
