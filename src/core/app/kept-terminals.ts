import { z } from 'zod';
import { type TerminalTabs, terminalTabsSchema } from '../../shared/wire/terminal-tabs.ts';
import { readJson, writePrivate } from '../gates/private-file.ts';

/** More labs than anyone has terminals in. */
const mostLabs = 100;
const fileSchema = z.array(terminalTabsSchema).max(mostLabs);

/**
 * Which terminals stood where, over a restart of the app: names and places only, never what was typed or printed. Windows
 * of this start keep their own; only what an earlier start left is given out.
 */
export class KeptTerminals {
  readonly #file: string;
  readonly #now = new Map<string, TerminalTabs>();
  #before: Promise<TerminalTabs[]> | undefined;
  #written: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  /** What an earlier start left and no window has replaced. A file that someone broke counts as none. */
  async left(): Promise<TerminalTabs[]> {
    this.#before ??= readJson(this.#file, fileSchema).then(
      (found) => found ?? [],
      () => [],
    );
    return (await this.#before).filter(({ lab }) => !this.#now.has(lab));
  }

  keep(tabs: TerminalTabs): Promise<void> {
    // One write after another: the last one is what stays.
    this.#written = this.#written.catch(() => undefined).then(() => this.#write(tabs));
    return this.#written;
  }

  async #write(tabs: TerminalTabs): Promise<void> {
    const left = await this.left();
    this.#now.set(tabs.lab, tabs);
    const all = [...this.#now.values(), ...left.filter(({ lab }) => lab !== tabs.lab)];
    const some = all.filter((one) => one.tabs.length > 0).slice(0, mostLabs);
    await writePrivate(this.#file, `${JSON.stringify(some)}\n`);
  }
}
