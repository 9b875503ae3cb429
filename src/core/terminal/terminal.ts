import { decodeWindowFrame, encodeCoreFrame, terminalWindow } from '../../shared/wire/terminal-frames.ts';
import type { RemoteShell } from '../machine/port.ts';
import type { ByteChannel } from './channel.ts';
import { largestFrame, Outflow } from './flood/outflow.ts';
import { ReplayBuffer } from './replay-buffer.ts';
import { ShellInput } from './shell-input.ts';
import { Shoulder } from './shoulder.ts';

/** How a shell ended; the reason is empty where it ended by itself. */
export interface End {
  status: number;
  reason: string;
}

/** Hears a terminal's bytes, both ways. */
export interface TerminalFollower {
  sized(columns: number): void;
  sent(bytes: Uint8Array): void;
  printed(bytes: Uint8Array): void;
  closed(): void;
}

export interface TerminalOptions {
  follower?: TerminalFollower | undefined;
  /** How long a shell waits for its window to come back. */
  graceMs?: number;
  /** How long a question for its keyboard stands. */
  askMs?: number;
  size?: { cols: number; rows: number };
}

/** Enough for a prompt, and for what is typed behind it. */
const recentBytes = 4096;
const usualSize = { cols: 80, rows: 24 };

/**
 * A shell on a node and the channel of the window that shows it. At most `terminalWindow` bytes are on the way to the
 * screen, and in a flood of lines not all of them (`Outflow`). A window that goes away may come back for a while: the shell
 * waits too, and nothing is lost.
 */
export class Terminal {
  readonly #shell: RemoteShell;
  readonly #input: ShellInput;
  readonly #graceMs: number;
  readonly #follower: TerminalFollower | undefined;
  readonly #printed = new ReplayBuffer();
  readonly #outflow: Outflow;
  readonly #shoulder: Shoulder;
  /** Resolves when the shell has ended and its window was told, or nobody came back for it. */
  readonly over: Promise<void>;
  #settle: () => void = () => {};
  #channel: ByteChannel | undefined;
  #onTheWay = 0;
  #paused = false;
  #farewell: Uint8Array | undefined;
  #grace: NodeJS.Timeout | undefined;

  constructor(shell: RemoteShell, ended: Promise<End>, options: TerminalOptions = {}) {
    const { graceMs = 30_000, follower, askMs, size = usualSize } = options;
    this.#shell = shell;
    this.#input = new ShellInput(shell);
    this.#graceMs = graceMs;
    this.#follower = follower;
    this.over = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#outflow = new Outflow(shell.output, () => this.#pump());
    const host = {
      printed: () => this.#printed.bytes(),
      type: (bytes: Uint8Array) => this.type(bytes),
      tell: (frame: Uint8Array) => this.#channel?.send(frame),
    };
    this.#shoulder = new Shoulder(host, size, askMs);
    shell.output.on('error', () => {}); // the connection's end is told by `ended`
    void ended.then((end) => {
      this.#farewell = encodeCoreFrame({ kind: 'end', ...end });
      this.#pump();
    });
    this.#wait();
  }

  get attached(): boolean {
    return this.#channel !== undefined;
  }

  /** Begins to show it in a window, with what it printed before. False where another window does. */
  attach(channel: ByteChannel): boolean {
    if (this.#channel) return false;
    clearTimeout(this.#grace);
    this.#channel = channel;
    this.#onTheWay = 0;
    this.#paused = false;
    channel.onFrame((frame) => this.#channel === channel && this.#hear(frame, channel));
    channel.onClosed(() => this.#channel === channel && this.#detach());
    const before = this.#printed.bytes();
    for (let at = 0; at < before.length; at += largestFrame) this.#send(before.subarray(at, at + largestFrame));
    this.#shoulder.shown(true);
    this.#pump();
    return true;
  }

  /** Begins to show what its window shows to somebody who looks on. False where as many look as may. */
  look(channel: ByteChannel): boolean {
    return this.#shoulder.look(channel);
  }

  /** Somebody else than its window has the keyboard. */
  get lent(): boolean {
    return this.#shoulder.given;
  }

  /** What it printed last. */
  get recent(): Uint8Array {
    return this.#printed.last(recentBytes);
  }

  /** False where the node is too far behind. */
  type(bytes: Uint8Array): boolean {
    this.#follower?.sent(bytes);
    return this.#input.write(bytes);
  }

  /** A line that somebody else wrote into it, of which its window is told. */
  write(text: string, enter: boolean): void {
    this.#shoulder.wrote(text);
    this.type(Buffer.from(enter ? `${text}\r` : text));
  }

  close(): void {
    this.#shell.close();
    this.#finish();
  }

  #pump(): void {
    while (this.#channel) {
      this.#outflow.read();
      if (this.#paused) break;
      const atEnd = this.#farewell !== undefined;
      const chunk = this.#outflow.take(terminalWindow - this.#onTheWay, { atEnd });
      if (!chunk) break;
      this.#printed.add(chunk);
      this.#follower?.printed(chunk);
      this.#send(chunk);
      this.#shoulder.printed(chunk);
    }
    if (this.#channel && this.#farewell && this.#outflow.isEmpty) {
      this.#channel.send(this.#farewell);
      this.#finish();
    }
  }

  #send(bytes: Uint8Array): void {
    this.#onTheWay += bytes.length;
    this.#paused = this.#onTheWay >= terminalWindow;
    this.#channel?.send(encodeCoreFrame({ kind: 'output', bytes }));
  }

  #hear(data: Uint8Array, channel: ByteChannel): void {
    const frame = decodeWindowFrame(data);
    if (frame?.kind === 'size') {
      this.#outflow.rows = frame.rows;
      this.#input.resize(frame);
      this.#follower?.sized(frame.cols);
      this.#shoulder.sized(frame);
    } else if (frame?.kind === 'input') {
      this.#shoulder.typed();
      if (!this.type(frame.bytes)) this.#cut(channel);
    } else if (frame?.kind === 'credit') this.#credit(frame.bytes);
    else if (frame?.kind === 'undrawable') this.#printed.makePlain();
    else if (frame?.kind === 'keyboard' && this.#shoulder.answer(frame)) return;
    else this.#cut(channel);
  }

  #credit(bytes: number): void {
    if (bytes > 0) this.#outflow.drawn();
    this.#onTheWay = Math.max(0, this.#onTheWay - bytes);
    if (this.#onTheWay <= terminalWindow / 2) this.#paused = false;
    this.#pump();
  }

  #cut(channel: ByteChannel): void {
    channel.close();
    if (this.#channel === channel) this.#detach();
  }

  #detach(): void {
    this.#channel = undefined;
    this.#shoulder.shown(false);
    this.#wait();
  }

  #wait(): void {
    this.#grace = setTimeout(() => this.close(), this.#graceMs);
    this.#grace.unref();
  }

  #finish(): void {
    clearTimeout(this.#grace);
    this.#outflow.close();
    this.#input.close();
    this.#follower?.closed();
    this.#shoulder.end(this.#farewell);
    this.#channel?.close();
    this.#channel = undefined;
    this.#settle();
  }
}
