import '@xterm/xterm/css/xterm.css';
import i18next from 'i18next';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { readWatched } from '../../../shared/wire/shoulder.ts';
import { decodeCoreFrame, encodeWindowFrame } from '../../../shared/wire/terminal-frames.ts';
import { ask, connected } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { type Shoulder, setShoulder } from '../../state/shoulders.ts';
import type { ByteChannel } from '../../state/transport.ts';
import { notify } from '../../ui/notices.ts';
import { ComeBack } from './come-back.ts';
import { creditCounter } from './credit.ts';
import { FloodScreen } from './flood-screen.ts';
import { keysOfOurs } from './keys.ts';
import { type MadeTerminal, makeTerminal } from './make-terminal.ts';
import { guardPaste } from './paste-guard.ts';
import { RecentText } from './recent-text.ts';
import { SafeWrites } from './safe-writes.ts';
import { TypedAhead } from './typed-ahead.ts';

export interface SessionTarget {
  lab: string;
  node: string;
  container?: string;
}

export interface SessionNews {
  state: 'opening' | 'open' | 'lost' | 'ended';
  /** Core's name of the shell: with it a window that was reloaded finds it again. */
  id?: string;
  reason?: string;
}

/** Ends colours and modes (mouse, bracketed paste) of the program that was there, and draws a line below what it left. */
const divider = '\x1b[!p\x1b[?9;1000;1002;1003;1006;2004l\x1b[0m\r\n\x1b[2m────────────────\x1b[0m\r\n';

/** One terminal: the screen, the shell at its other end, and what flows between them. Lives while its tab does. */
export class TerminalSession {
  readonly target: SessionTarget;
  /** Another one after what a node sent broke it. */
  made: MadeTerminal;
  readonly element = document.createElement('div');
  readonly recent = new RecentText();
  #writes: SafeWrites;
  #screen: FloodScreen;
  readonly #comeBack = new ComeBack(() => void this.connect());
  onNews: (news: SessionNews) => void = () => undefined;
  #channel: ByteChannel | undefined;
  readonly #typedAhead = new TypedAhead();
  #id: string | undefined;
  #opened = false;
  #over = false;
  #shown = false;

  /** Of one that is `left` from before the shell is opened when the person wants it. */
  constructor(target: SessionTarget, { id, left = false }: { id?: string | undefined; left?: boolean } = {}) {
    this.target = target;
    this.#id = id;
    [this.made, this.#writes, this.#screen] = this.#make();
    guardPaste(this.element, () => this.made.terminal);
    this.element.style.height = '100%';
    if (!left) void this.connect();
  }

  /** Shows the shell; the one it had where that still waits, else a new one below what is on the screen. */
  async connect(): Promise<void> {
    this.#comeBack.stop();
    // Who asked for a shell may type already; into one that dropped nobody types knowing what becomes of it.
    this.#typedAhead.keep = !this.#comeBack.trying;
    if (!this.#comeBack.trying) this.onNews({ state: 'opening' });
    try {
      if (this.#id && (await this.#attach(this.#id, { again: true }))) return;
      const { lab, node, container } = this.target;
      const { cols, rows } = this.made.terminal;
      const { terminal } = await ask((client) => client.terminals.open({ lab, node, container, cols, rows }));
      if (this.#over) return void ask((client) => client.terminals.close({ terminal })).catch(() => undefined);
      if (this.#shown) this.#leave();
      this.#id = terminal;
      await this.#attach(terminal, { again: false });
    } catch (thrown) {
      const { code, message } = reported(thrown);
      if (this.#over) return;
      const away = this.#comeBack.trying && (code === 'unreachable' || code === 'time-out');
      if (away && this.#comeBack.later()) return this.onNews({ state: 'lost', reason: message });
      this.#comeBack.done();
      this.#typedAhead.keep = false;
      this.onNews({ state: 'ended', reason: message });
    }
  }

  attachTo(parent: HTMLElement): void {
    parent.append(this.element);
    if (this.#opened) return;
    this.#opened = true;
    this.made.terminal.open(this.element);
  }

  close(): void {
    this.#over = true;
    this.#comeBack.stop();
    const id = this.#id;
    if (id) void ask((client) => client.terminals.close({ terminal: id })).catch(() => undefined);
    this.#channel?.close();
    this.#dispose();
    this.element.remove();
  }

  #make(): [MadeTerminal, SafeWrites, FloodScreen] {
    const made = makeTerminal();
    const { terminal } = made;
    const send = (bytes: Uint8Array) => {
      if (this.#channel) this.#channel.send(encodeWindowFrame({ kind: 'input', bytes }));
      else this.#typedAhead.add(bytes);
    };
    const encoder = new TextEncoder();
    terminal.onData((text) => send(encoder.encode(text)));
    terminal.onBinary((text) => send(Uint8Array.from(text, (char) => char.charCodeAt(0))));
    terminal.onResize((size) => this.#channel?.send(encodeWindowFrame({ kind: 'size', ...size })));
    terminal.attachCustomKeyEventHandler((event) => keysOfOurs(event, terminal));
    const writes = new SafeWrites(terminal, () => this.#startAfresh());
    const onRender: typeof terminal.onRender = (listener) => terminal.onRender(listener);
    return [made, writes, new FloodScreen({ write: (bytes, read) => writes.write(bytes, read), onRender })];
  }

  /** What a node sent broke xterm.js: another one, with what came last as text only, and a line that says so. */
  #startAfresh(): void {
    const { cols, rows, textarea } = this.made.terminal;
    const hadKeyboard = textarea !== undefined && document.activeElement === textarea;
    const text = this.recent.text;
    this.recent.forget();
    // So that a window that is reloaded is not sent again what broke this one.
    this.#channel?.send(encodeWindowFrame({ kind: 'undrawable' }));
    this.#dispose();
    [this.made, this.#writes, this.#screen] = this.#make();
    const { terminal } = this.made;
    terminal.resize(cols, rows);
    if (this.#opened) terminal.open(this.element);
    if (hadKeyboard) terminal.focus();
    const notice = `\x1b[7m ${i18next.t('terminals.afresh')} \x1b[0m`;
    this.#writes.write(`${text.replaceAll('\n', '\r\n')}\r\n${notice}\r\n`);
    this.onNews({ state: this.#channel ? 'open' : 'lost', ...(this.#id && { id: this.#id }) });
  }

  #dispose(): void {
    this.#screen.flush();
    this.#screen.dispose();
    this.#writes.dispose();
    this.made.terminal.dispose();
  }

  /** Resolves with true when bytes come, false when core knows no such shell any more. */
  async #attach(id: string, { again }: { again: boolean }): Promise<boolean> {
    const channel = (await connected()).openTerminal(id);
    const { terminal } = this.made;
    const credit = creditCounter((bytes) => channel.send(encodeWindowFrame({ kind: 'credit', bytes })));
    const answered = Promise.withResolvers<boolean>();
    let heard = false;
    let ended = false;
    const first = () => {
      if (heard) return;
      heard = true;
      this.#channel = channel;
      this.#shown = true;
      if (again) this.#begin();
      channel.send(encodeWindowFrame({ kind: 'size', cols: terminal.cols, rows: terminal.rows }));
      for (const bytes of this.#typedAhead.take()) channel.send(encodeWindowFrame({ kind: 'input', bytes }));
      this.#comeBack.done();
      this.onNews({ state: 'open', id });
      answered.resolve(true);
    };
    channel.onBytes = (data) => {
      const frame = decodeCoreFrame(data);
      first();
      if (frame?.kind === 'output') {
        const { length } = frame.bytes;
        credit.begin(length);
        this.#screen.write(frame.bytes, () => credit.drawn(length));
        this.recent.add(frame.bytes);
      } else if (frame?.kind === 'shoulder') this.#heed(id, channel, frame.json);
      else if (frame?.kind === 'end') {
        ended = true;
        this.#id = undefined;
        const reason = stripUnsafe(frame.reason);
        // A shell that ended by itself gives no reason; else its node dropped, and may be back soon.
        const dropped = frame.reason !== '' && this.#comeBack.later();
        this.onNews({ state: dropped ? 'lost' : 'ended', reason });
      }
    };
    channel.onClose = () => {
      setShoulder(id, undefined);
      this.#channel = undefined;
      answered.resolve(false);
      if (!heard || ended || this.#over) return;
      this.onNews({ state: 'lost' });
      void this.connect();
    };
    return answered.promise;
  }

  /** Somebody looks, asks for the keyboard, or has it: the frame around the screens says so. */
  #heed(id: string, channel: ByteChannel, json: string): void {
    const watched = readWatched(json);
    const { node } = this.target;
    if (watched?.wrote !== undefined)
      notify({ tone: 'plain', title: i18next.t('terminals.wrote', { node }), message: stripUnsafe(watched.wrote) });
    const question = watched?.asked?.question ?? 0;
    const say: Shoulder['say'] = (says) => channel.send(encodeWindowFrame({ kind: 'keyboard', says, question }));
    setShoulder(id, watched && { node, container: this.target.container, watched, say });
  }

  /** Core sends again what was printed before. Reset in turn (RIS), not at once: xterm.js may have bytes to read yet. */
  #begin(): void {
    this.#screen.forget();
    this.#writes.write('\x1bc');
  }

  /** A program that drew on the alternate screen can no longer go back from it by itself. */
  #leave(): void {
    const { terminal } = this.made;
    this.#screen.flush();
    if (terminal.buffer.active.type === 'alternate') this.#writes.write('\x1b[?1049l');
    this.#writes.write(divider);
  }
}
