import {
  decodeWindowFrame,
  encodeCoreFrame,
  terminalScrollback,
  terminalWindow,
} from '../../shared/wire/terminal-frames.ts';
import type { RemoteShell } from '../machine/port.ts';
import { Backlog } from './backlog.ts';
import type { ByteChannel } from './channel.ts';
import { ReplayBuffer } from './replay-buffer.ts';
import { ShellInput } from './shell-input.ts';

/** How a shell ended; the reason is empty where it ended by itself. */
export interface End {
  status: number;
  reason: string;
}

export interface TerminalOptions {
  /** How long a shell waits for its window to come back. */
  graceMs?: number;
}

/** Largest output frame: a window draws between frames, so Ctrl-C is never behind a big one. */
const largestFrame = 64 * 1024;
/**
 * Between two frames that are not full. A node's tty gives 4 KB at a time: a frame for each costs the window more than
 * what is in it. The first one after a pause goes at once, so an echo does not wait.
 */
const pauseMs = 4;
/** The same while lines are left out: the window shows that they come, and the machine has its time for them. */
const skimMs = 200;
/** Where none were left out for so long, the flood may be over: frames go out again, one for each pause. */
const calmMs = 40;
/** Between these frames, which are full: about what a window takes to read one. */
const catchUpMs = 2;
/** It is over, or slow enough to be shown whole: frames go out as the window can take them. */
const overMs = 300;
/** Read from the node ahead of a window that is behind, while what comes is lines that may be left out. */
const mostBacklog = 4 * 1024 * 1024;
/** Read ahead since the window last told that it draws: a window that stands still stops the node. */
const mostAhead = 16 * 1024 * 1024;
/**
 * A shell on a node and the channel of the window that shows it. At most `terminalWindow` bytes are on the way to the
 * screen; what is not read stays in ssh2's window, so the node itself has to wait. Only of a flood of lines more is
 * read, since those that nobody will see can be left out (`Backlog`). A window that goes away may come back for a while:
 * the shell waits too, and nothing is lost.
 */
export class Terminal {
  readonly #shell: RemoteShell;
  readonly #input: ShellInput;
  readonly #graceMs: number;
  readonly #printed = new ReplayBuffer();
  readonly #backlog = new Backlog({ scrollback: terminalScrollback });
  #ahead = 0;
  /** When lines were left out last. */
  #skimmed = Number.NEGATIVE_INFINITY;
  #sentAt = Number.NEGATIVE_INFINITY;
  /** Resolves when the shell has ended and its window was told, or nobody came back for it. */
  readonly over: Promise<void>;
  #settle: () => void = () => {};
  #channel: ByteChannel | undefined;
  #onTheWay = 0;
  #paused = false;
  #farewell: Uint8Array | undefined;
  #grace: NodeJS.Timeout | undefined;
  #pause: NodeJS.Timeout | undefined;

  constructor(shell: RemoteShell, ended: Promise<End>, { graceMs = 30_000 }: TerminalOptions = {}) {
    this.#shell = shell;
    this.#input = new ShellInput(shell);
    this.#graceMs = graceMs;
    this.over = new Promise((resolve) => {
      this.#settle = resolve;
    });
    shell.output.on('readable', () => this.#pump());
    shell.output.on('end', () => this.#pump());
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
    this.#pump();
    return true;
  }

  close(): void {
    this.#shell.close();
    this.#finish();
  }

  #pump(): void {
    this.#read();
    while (this.#channel && !this.#paused) {
      const room = Math.min(terminalWindow - this.#onTheWay, largestFrame);
      if (this.#mayWait(room)) {
        this.#rest();
        return;
      }
      const chunk = this.#backlog.take(room);
      if (!chunk) break;
      this.#printed.add(chunk);
      this.#send(chunk);
      this.#rest();
      this.#read();
    }
    if (this.#channel && this.#farewell && this.#backlog.length + this.#shell.output.readableLength === 0) {
      this.#channel.send(this.#farewell);
      this.#finish();
    }
  }

  /** Takes over what the node has sent: a frame of it, or more where some of it will not be needed. */
  #read(): void {
    const { output } = this.#shell;
    while (this.#channel && (this.#backlog.length < largestFrame || this.#mayReadAhead())) {
      const most = Math.min(output.readableLength, largestFrame);
      const chunk = output.read(most) as Buffer | null;
      if (!chunk) return;
      if (this.#backlog.add(chunk) > 0) this.#skimmed = performance.now();
      this.#ahead += chunk.length;
    }
  }

  #mayReadAhead(): boolean {
    return this.#backlog.isPlain && this.#backlog.length < mostBacklog && this.#ahead < mostAhead;
  }

  #mayWait(room: number): boolean {
    if (this.#farewell) return false;
    return (
      this.#skimsUntil > performance.now() ||
      (this.#pause !== undefined && (this.#floods || this.#backlog.length < room))
    );
  }

  get #floods(): boolean {
    return performance.now() - this.#skimmed < overMs;
  }

  /** Until then the window has enough with the frame that it got last, unless the flood ends before. */
  get #skimsUntil(): number {
    return Math.min(this.#skimmed + calmMs, this.#sentAt + skimMs);
  }

  #rest(): void {
    const left = this.#skimsUntil - performance.now();
    const pause = left > 0 ? left : this.#floods ? catchUpMs : pauseMs;
    this.#pause ??= setTimeout(() => {
      this.#pause = undefined;
      this.#pump();
    }, Math.ceil(pause));
  }

  #send(bytes: Uint8Array): void {
    this.#onTheWay += bytes.length;
    this.#paused = this.#onTheWay >= terminalWindow;
    this.#sentAt = performance.now();
    this.#channel?.send(encodeCoreFrame({ kind: 'output', bytes }));
  }

  #hear(data: Uint8Array, channel: ByteChannel): void {
    const frame = decodeWindowFrame(data);
    if (frame?.kind === 'size') {
      this.#backlog.rows = frame.rows;
      this.#input.resize(frame);
    } else if (frame?.kind === 'input') {
      if (!this.#input.write(frame.bytes)) this.#cut(channel);
    } else if (frame?.kind === 'credit') this.#credit(frame.bytes);
    else if (frame?.kind === 'undrawable') this.#printed.makePlain();
    else this.#cut(channel);
  }

  #credit(bytes: number): void {
    if (bytes > 0) this.#ahead = 0;
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
    this.#wait();
  }

  #wait(): void {
    this.#grace = setTimeout(() => this.close(), this.#graceMs);
    this.#grace.unref();
  }

  #finish(): void {
    clearTimeout(this.#grace);
    clearTimeout(this.#pause);
    this.#input.close();
    this.#channel?.close();
    this.#channel = undefined;
    this.#settle();
  }
}
