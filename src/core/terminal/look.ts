import type { LookView } from '../../shared/wire/shoulder.ts';
import { encodeCoreFrame, terminalWindow } from '../../shared/wire/terminal-frames.ts';
import type { ByteChannel } from './channel.ts';
import { largestFrame } from './flood/outflow.ts';

const afresh = Buffer.from('\x1bc');

/**
 * The window of somebody who looks on. It is sent what the terminal's own window is sent; where it does not take that in
 * time it misses some, and gets the whole screen as soon as it has room: it neither slows the terminal nor fills memory.
 */
export class Look {
  readonly channel: ByteChannel;
  readonly #before: () => Uint8Array;
  #onTheWay = 0;
  #behind = false;
  #told = '';
  /** Why the keyboard is not theirs. */
  why: LookView['why'];

  /** `before` gives what the terminal printed up to now. */
  constructor(channel: ByteChannel, before: () => Uint8Array) {
    this.channel = channel;
    this.#before = before;
  }

  printed(chunk: Uint8Array): void {
    if (this.#behind || this.#onTheWay >= terminalWindow) this.#behind = true;
    else this.#send(chunk);
  }

  /** So many bytes are on its screen. */
  credit(bytes: number): void {
    this.#onTheWay = Math.max(0, this.#onTheWay - bytes);
    if (this.#behind && this.#onTheWay <= terminalWindow / 2) this.catchUp();
  }

  catchUp(): void {
    this.#behind = false;
    this.#send(afresh);
    const before = this.#before();
    for (let at = 0; at < before.length; at += largestFrame) this.#send(before.subarray(at, at + largestFrame));
  }

  tell(view: Omit<LookView, 'why'>): void {
    const json = JSON.stringify({ ...view, ...(this.why && { why: this.why }) } satisfies LookView);
    if (json === this.#told) return;
    this.#told = json;
    this.channel.send(encodeCoreFrame({ kind: 'shoulder', json }));
  }

  #send(bytes: Uint8Array): void {
    this.#onTheWay += bytes.length;
    this.channel.send(encodeCoreFrame({ kind: 'output', bytes }));
  }
}
