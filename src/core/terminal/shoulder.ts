import type { LookView, Watched } from '../../shared/wire/shoulder.ts';
import { decodeWindowFrame, encodeCoreFrame, type WindowFrame } from '../../shared/wire/terminal-frames.ts';
import type { ByteChannel } from './channel.ts';
import { Look } from './look.ts';

/** Instructors, each with a window or two. */
const mostLooks = 8;
/** A question that nobody answers is a no. */
const usualAskMs = 30_000;

/** Between two sizes that they are told; the last one counts. */
const sizeMs = 50;

type Size = Pick<LookView, 'cols' | 'rows'>;

interface Host {
  /** What the terminal printed up to now. */
  printed: () => Uint8Array;
  /** Types into it; false where that is too much. */
  type: (bytes: Uint8Array) => boolean;
  /** Tells the window whose terminal it is. */
  tell: (frame: Uint8Array) => void;
}

/** What a window takes for granted that was told nothing. */
const nobody = JSON.stringify({ looking: 0, given: false } satisfies Watched);

type Keyboard = { look: Look; state: 'given' } | { look: Look; state: 'asked'; until: NodeJS.Timeout };

/**
 * Those who look at a terminal that another window shows, and which of them has its keyboard (adr/0027). What
 * they type goes nowhere until that window has allowed it; what it says counts at once.
 */
export class Shoulder {
  readonly #host: Host;
  readonly #askMs: number;
  readonly #looks = new Set<Look>();
  #size: Size;
  #sizing: NodeJS.Timeout | undefined;
  #told = nobody;
  #shown = false;
  #keyboard: Keyboard | undefined;
  /** Of the last question: an answer to one before counts for nothing. */
  #question = 0;

  constructor(host: Host, size: Size, askMs = usualAskMs) {
    this.#host = host;
    this.#size = size;
    this.#askMs = askMs;
  }

  /** Another window has the keyboard now. */
  get given(): boolean {
    return this.#keyboard?.state === 'given';
  }

  /** False where as many look as may. */
  look(channel: ByteChannel): boolean {
    if (this.#looks.size >= mostLooks) return false;
    const look = new Look(channel, this.#host.printed);
    this.#looks.add(look);
    channel.onFrame((data) => this.#looks.has(look) && this.#hear(look, decodeWindowFrame(data)));
    channel.onClosed(() => this.#gone(look));
    // First its size: what was printed is drawn for it.
    this.#tellLook(look);
    look.catchUp();
    this.#tell();
    return true;
  }

  printed(chunk: Uint8Array): void {
    for (const look of this.#looks) look.printed(chunk);
  }

  sized({ cols, rows }: Size): void {
    this.#size = { cols, rows };
    if (this.#sizing) return;
    this.#tellLooks();
    this.#sizing = setTimeout(() => {
      this.#sizing = undefined;
      this.#tellLooks();
    }, sizeMs);
    this.#sizing.unref();
  }

  /** The window whose terminal it is came, or went; nobody else types into a terminal that it does not show. */
  shown(is: boolean): void {
    this.#shown = is;
    // A window that comes knows nothing yet.
    this.#told = nobody;
    if (!is) this.#take('away');
    this.#tell();
  }

  /** The person whose terminal it is typed something: the keyboard is theirs. */
  typed(): void {
    if (this.#keyboard?.state !== 'given') return;
    this.#take('taken');
    this.#tell();
  }

  /** What the window says whose terminal it is. False for what it cannot say. */
  answer({ says, question }: Extract<WindowFrame, { kind: 'keyboard' }>): boolean {
    if (says === 'ask') return false;
    const { state, look } = this.#keyboard ?? {};
    if (says === 'back' && state === 'given') this.#take('taken');
    else if (state === 'asked' && question === this.#question && look) {
      if (says === 'allow') this.#give(look);
      else if (says === 'deny') this.#take('denied');
    }
    this.#tell();
    return true;
  }

  /** Somebody wrote a line into it. */
  wrote(text: string): void {
    const watched = { ...this.#watched, wrote: text } satisfies Watched;
    this.#host.tell(encodeCoreFrame({ kind: 'shoulder', json: JSON.stringify(watched) }));
  }

  /** The terminal has ended. */
  end(farewell: Uint8Array | undefined): void {
    clearTimeout(this.#sizing);
    this.#take('away');
    for (const { channel } of this.#looks) {
      if (farewell) channel.send(farewell);
      channel.close();
    }
    this.#looks.clear();
  }

  #hear(look: Look, frame: WindowFrame | undefined): void {
    if (frame?.kind === 'credit') look.credit(frame.bytes);
    else if (frame?.kind === 'input') this.#type(look, frame.bytes);
    else if (frame?.kind === 'keyboard' && frame.says === 'ask') this.#ask(look);
    else if (frame?.kind === 'keyboard' && frame.says === 'back') this.#giveBack(look);
    else this.#cut(look);
  }

  #type(look: Look, bytes: Uint8Array): void {
    // One key may be on its way when the keyboard is taken back.
    const has = this.#keyboard?.look === look && this.#keyboard.state === 'given';
    if (has && !this.#host.type(bytes)) this.#cut(look);
  }

  #ask(look: Look): void {
    if (this.#keyboard || !this.#shown) return;
    look.why = undefined;
    this.#question = (this.#question + 1) % 2 ** 32;
    const until = setTimeout(() => {
      this.#take('no-answer');
      this.#tell();
    }, this.#askMs);
    until.unref();
    this.#keyboard = { look, state: 'asked', until };
    this.#tell();
  }

  #give(look: Look): void {
    this.#stopAsking();
    this.#keyboard = { look, state: 'given' };
  }

  #giveBack(look: Look): void {
    if (this.#keyboard?.look !== look) return;
    this.#take(undefined);
    this.#tell();
  }

  #take(why: LookView['why']): void {
    if (!this.#keyboard) return;
    this.#stopAsking();
    const { look } = this.#keyboard;
    look.why = why;
    this.#keyboard = undefined;
  }

  #stopAsking(): void {
    if (this.#keyboard?.state === 'asked') clearTimeout(this.#keyboard.until);
  }

  #cut(look: Look): void {
    look.channel.close();
    this.#gone(look);
  }

  #gone(look: Look): void {
    if (!this.#looks.delete(look)) return;
    if (this.#keyboard?.look === look) this.#take(undefined);
    this.#tell();
  }

  #tell(): void {
    this.#tellLooks();
    const json = JSON.stringify(this.#watched);
    if (json === this.#told) return;
    this.#told = json;
    this.#host.tell(encodeCoreFrame({ kind: 'shoulder', json }));
  }

  get #watched(): Watched {
    const { state } = this.#keyboard ?? {};
    return {
      looking: this.#looks.size,
      ...(state === 'asked' && { asked: { question: this.#question, ms: this.#askMs } }),
      given: state === 'given',
    };
  }

  #tellLooks(): void {
    for (const look of this.#looks) this.#tellLook(look);
  }

  #tellLook(look: Look): void {
    const { look: holder, state } = this.#keyboard ?? {};
    const mine = state === 'asked' ? 'asked' : 'yours';
    const keyboard = holder === undefined ? 'theirs' : holder === look ? mine : 'others';
    look.tell({ ...this.#size, shown: this.#shown, keyboard });
  }
}
