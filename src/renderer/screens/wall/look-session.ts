import '@xterm/xterm/css/xterm.css';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { type LookView, readLook } from '../../../shared/wire/shoulder.ts';
import { decodeCoreFrame, encodeWindowFrame } from '../../../shared/wire/terminal-frames.ts';
import { connected } from '../../state/connection.ts';
import type { ByteChannel } from '../../state/transport.ts';
import { creditCounter } from '../terminals/credit.ts';
import { FloodScreen } from '../terminals/flood-screen.ts';
import { keysOfOurs } from '../terminals/keys.ts';
import { makeTerminal } from '../terminals/make-terminal.ts';
import { guardPaste } from '../terminals/paste-guard.ts';
import { SafeWrites } from '../terminals/safe-writes.ts';

export type LookNews = { state: 'open'; view: LookView } | { state: 'over'; reason: string };

const largestFont = 14;
const smallestFont = 8;
/** Of a letter of a monospaced font, against its size. */
const letterWidth = 0.605;

/** The screen of somebody else's terminal, as that one's window shows it. */
export class LookSession {
  readonly element = document.createElement('div');
  readonly #terminal = makeTerminal().terminal;
  readonly #writes: SafeWrites;
  readonly #screen: FloodScreen;
  readonly #onNews: (news: LookNews) => void;
  #channel: ByteChannel | undefined;
  #mayType = false;
  #over = false;

  constructor(id: string, onNews: (news: LookNews) => void) {
    this.#onNews = onNews;
    const terminal = this.#terminal;
    terminal.options.disableStdin = true;
    const send = (bytes: Uint8Array) =>
      this.#mayType && this.#channel?.send(encodeWindowFrame({ kind: 'input', bytes }));
    terminal.onData((text) => send(new TextEncoder().encode(text)));
    terminal.onBinary((text) => send(Uint8Array.from(text, (char) => char.charCodeAt(0))));
    terminal.attachCustomKeyEventHandler((event) => keysOfOurs(event, terminal));
    guardPaste(this.element, () => terminal);
    this.#writes = new SafeWrites(terminal, () => this.#end(''));
    this.#screen = new FloodScreen({
      write: (bytes, read) => this.#writes.write(bytes, read),
      onRender: (listener) => terminal.onRender(listener),
    });
    void this.#open(id);
  }

  attachTo(parent: HTMLElement, name: string): void {
    parent.append(this.element);
    this.#terminal.open(this.element);
    this.#terminal.textarea?.setAttribute('aria-label', name);
  }

  ask(): void {
    this.#channel?.send(encodeWindowFrame({ kind: 'keyboard', says: 'ask', question: 0 }));
  }

  giveBack(): void {
    this.#channel?.send(encodeWindowFrame({ kind: 'keyboard', says: 'back', question: 0 }));
  }

  close(): void {
    this.#over = true;
    this.#channel?.close();
    this.#screen.dispose();
    this.#writes.dispose();
    this.#terminal.dispose();
    this.element.remove();
  }

  async #open(id: string): Promise<void> {
    const channel = (await connected()).openTerminal(id);
    if (this.#over) return channel.close();
    this.#channel = channel;
    const credit = creditCounter((bytes) => channel.send(encodeWindowFrame({ kind: 'credit', bytes })));
    channel.onBytes = (data) => {
      if (this.#over) return;
      const frame = decodeCoreFrame(data);
      if (frame?.kind === 'output') {
        const { length } = frame.bytes;
        credit.begin(length);
        this.#screen.write(frame.bytes, () => credit.drawn(length));
      } else if (frame?.kind === 'end') this.#end(stripUnsafe(frame.reason));
      else if (frame?.kind === 'shoulder') this.#heed(readLook(frame.json));
    };
    channel.onClose = () => this.#end('');
  }

  #heed(view: LookView | undefined): void {
    if (!view) return;
    const terminal = this.#terminal;
    const had = this.#mayType;
    this.#mayType = view.keyboard === 'yours';
    terminal.options.disableStdin = !this.#mayType;
    terminal.options.cursorBlink = this.#mayType;
    this.#fit(view);
    if (this.#mayType && !had) terminal.focus();
    this.#onNews({ state: 'open', view });
  }

  /** All columns of the other window are seen; where it has more rows, they are scrolled. */
  #fit({ cols, rows }: LookView): void {
    const width = this.element.parentElement?.clientWidth ?? 0;
    const font = Math.floor(width / cols / letterWidth);
    this.#terminal.options.fontSize = Math.min(largestFont, Math.max(smallestFont, font));
    this.#terminal.resize(cols, rows);
  }

  #end(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#mayType = false;
    this.#channel?.close();
    this.#onNews({ state: 'over', reason });
  }
}
