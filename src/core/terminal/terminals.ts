import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { LabError, wordsOf } from '../../shared/errors.ts';
import { inWords, texts } from '../../shared/texts/text.ts';
import type { Node, RemoteShell } from '../machine/port.ts';
import type { ByteChannel } from './channel.ts';
import { containerShell } from './container-shell.ts';
import { type End, Terminal, type TerminalFollower, type TerminalOptions } from './terminal.ts';

export interface OpenTerminal {
  /** Whose terminal it is. */
  lab: string;
  cols: number;
  rows: number;
  /** Opens the shell in this container of the node. */
  container?: string;
  follower?: TerminalFollower;
  /** Whose terminal it is, of those who may use the lab; another one can at most look at it. */
  opener?: string;
}

/** A terminal that is open. */
export interface Opened {
  id: string;
  lab: string;
  node: string;
  container?: string;
  opener: string;
  terminal: Terminal;
}

/** Each may keep some megabytes for a window that comes back. */
const usualMost = 100;

interface TerminalsOptions extends Pick<TerminalOptions, 'graceMs'> {
  most?: number;
  mostOfLab?: number;
}

/** All open terminals, by ids that cannot be guessed: whoever knows one was told it by `open`. */
export class Terminals {
  readonly #open = new Map<string, Opened>();
  readonly #options: TerminalsOptions;
  /** Labs of those that are about to be open. */
  readonly #opening: string[] = [];

  constructor(options: TerminalsOptions = {}) {
    this.#options = options;
  }

  /** Takes over the node, which was lent for it, and gives it back at its end. */
  async open(node: Node, { lab, cols, rows, container, follower, opener = '' }: OpenTerminal): Promise<string> {
    this.#opening.push(lab);
    try {
      this.#mustHaveRoom(lab);
      const command = container === undefined ? undefined : containerShell(container);
      const shell = await node.shell({ cols, rows, ...(command && { command }) });
      const { graceMs } = this.#options;
      const terminal = new Terminal(shell, endOf(shell, node), { graceMs, follower, size: { cols, rows } });
      follower?.sized(cols);
      const id = randomUUID();
      this.#open.set(id, { id, lab, node: node.name, ...(container && { container }), opener, terminal });
      void terminal.over.then(() => {
        this.#open.delete(id);
        return node.close();
      });
      return id;
    } catch (error) {
      await node.close();
      throw error;
    } finally {
      this.#opening.splice(this.#opening.indexOf(lab), 1);
    }
  }

  #mustHaveRoom(lab: string): void {
    const { most = usualMost, mostOfLab = most } = this.#options;
    const labs = [...[...this.#open.values()].map((one) => one.lab), ...this.#opening];
    const full = labs.length > most ? most : mostOfLab;
    if (labs.length > most || labs.filter((one) => one === lab).length > mostOfLab)
      throw new LabError('refused', texts.terminal.tooMany({ most: full }), { remedy: texts.terminal.tooManyRemedy });
  }

  /** The lab of an open terminal; of none where another one opened it. */
  labOf(id: string, opener?: string): string | undefined {
    const found = this.#open.get(id);
    return opener === undefined || found?.opener === opener ? found?.lab : undefined;
  }

  /** All that this one opened in a lab, the oldest first. */
  openedBy(opener: string, lab: string): Opened[] {
    return [...this.#open.values()].filter((one) => one.opener === opener && one.lab === lab);
  }

  /** Joins a window's channel to its terminal. False where there is none of this id, or another window shows it. */
  attach(id: string, channel: ByteChannel): boolean {
    return this.#open.get(id)?.terminal.attach(channel) ?? false;
  }

  /** Lets a window look at a terminal that another one shows. */
  look(id: string, channel: ByteChannel): boolean {
    return this.#open.get(id)?.terminal.look(channel) ?? false;
  }

  get(id: string): Terminal {
    const terminal = this.#open.get(id)?.terminal;
    if (!terminal) throw new LabError('not-found', texts.terminal.closed);
    return terminal;
  }

  closeAll(): void {
    for (const { terminal } of this.#open.values()) terminal.close();
  }
}

/** A shell without a status was cut off; the connection says why a moment later than its channels end. */
async function endOf(shell: RemoteShell, node: Node): Promise<End> {
  const status = await shell.ended;
  if (status !== undefined) return { status, reason: '' };
  const lost = node.lost.then((why) =>
    inWords((why && wordsOf(why)) ?? texts.terminal.connectionClosed({ node: node.name })),
  );
  return { status: 255, reason: await Promise.race([lost, wait(250, '', { ref: false })]) };
}
