import { type PromptLine, promptLine } from '../../shared/transcript/prompt-line.ts';
import { typedLine } from './typed-line.ts';

/** Told of what a command prints, until the shell asks for the next one. */
export interface Following {
  ended(output: string, isWhole: boolean): void;
  /** Its terminal went before it ended. */
  cut(output: string): void;
}

/** The longest unfinished line that is kept, and the most output of one command. */
const mostLine = 16_384;
const mostOutput = 256 * 1024;
/** Returns that were sent ahead of their prompts. */
const mostAhead = 20;
const usualColumns = 80;

/**
 * Follows one terminal by its bytes, both ways: which commands its person sends, and what each prints before the shell asks
 * for the next. A command is a line behind the shell's own prompt that ended after a return was sent; what a program prints
 * is none, however it looks. `onCommand` says who listens to it, if anybody.
 */
export class CommandFollower {
  readonly #onCommand: (command: string) => Following | undefined;
  readonly #decoder = new TextDecoder();
  #columns = usualColumns;
  #tail = '';
  #returns = 0;
  #home: { host: string | undefined } | undefined;
  #going: { prompt: string; following: Following; output: string; isWhole: boolean } | undefined;

  constructor(onCommand: (command: string) => Following | undefined) {
    this.#onCommand = onCommand;
  }

  sized(columns: number): void {
    this.#columns = columns;
  }

  sent(bytes: Uint8Array): void {
    const returns = bytes.reduce((count, byte) => count + (byte === 0x0d || byte === 0x0a ? 1 : 0), 0);
    if (returns === 0) return;
    const isAsked = !this.#going && this.#prompt(this.#tail)?.command === '';
    this.#returns = Math.min(mostAhead, (isAsked ? 0 : this.#returns) + returns);
  }

  printed(bytes: Uint8Array): void {
    const lines = (this.#tail + this.#decoder.decode(bytes, { stream: true })).split('\n');
    this.#tail = (lines.pop() ?? '').slice(-mostLine);
    if (this.#returns > 0 || this.#going) for (const line of lines) this.#lineEnded(line);
    if (this.#going && this.#shown(this.#tail) === this.#going.prompt) this.#end();
    if (!this.#home && !this.#going) this.#prompt(this.#tail);
  }

  closed(): void {
    const going = this.#going;
    this.#going = undefined;
    going?.following.cut(going.output);
  }

  #lineEnded(raw: string): void {
    const going = this.#going;
    if (going && !this.#begins(raw, going.prompt)) {
      going.isWhole &&= going.output.length + raw.length < mostOutput;
      if (going.isWhole) going.output += `${raw}\n`;
      return;
    }
    if (going) this.#end();
    const line = this.#returns > 0 ? this.#prompt(raw) : undefined;
    if (!line) return;
    this.#returns -= 1;
    const following = line.command === '' ? undefined : this.#onCommand(line.command);
    if (following) this.#going = { prompt: line.prompt, following, output: '', isWhole: true };
  }

  /** Most lines of an output do not even have the sign in which the prompt ends. */
  #begins(raw: string, prompt: string): boolean {
    return raw.includes(prompt.trimEnd().slice(-1)) && (this.#shown(raw)?.startsWith(prompt) ?? false);
  }

  #end(): void {
    const going = this.#going;
    this.#going = undefined;
    going?.following.ended(going.output, going.isWhole);
  }

  /** Of the shell with which the terminal began: one on another machine, or inside a container, has another prompt. */
  #prompt(raw: string): PromptLine | undefined {
    const text = this.#shown(raw);
    const line = text === undefined ? undefined : promptLine(text);
    if (!line) return undefined;
    this.#home ??= { host: line.host };
    return line.host === this.#home.host ? line : undefined;
  }

  #shown(raw: string): string | undefined {
    return typedLine(raw.replace(/\r$/, ''), this.#columns);
  }
}
