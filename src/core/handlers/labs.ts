import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { LabCard } from '../../shared/contract.ts';
import { LabError, toLabError } from '../../shared/errors.ts';
import type { Lab } from '../../shared/lab.ts';
import { type LoadedLab, loadLab } from '../lab/load-lab.ts';
import { Live } from './live.ts';
import type { PracticeState, PracticeStates } from './practice-states.ts';
import { readJson, writePrivate } from './private-file.ts';
import type { Runs } from './runs.ts';

const registrySchema = z.object({ files: z.array(z.string()) });

interface Known {
  id: string;
  kind: LabCard['kind'];
  file: string;
  state: PracticeState['state'];
  name: string;
}

export interface LabsOptions {
  /** Folder of the app's own files. */
  dataDir: string;
  practice: PracticeStates;
  runs: () => Runs;
}

/** The labs that this person sees: files that were added, and all practice labs. */
export class Labs {
  readonly #options: LabsOptions;
  readonly #registry: string;
  #refreshing: Promise<void> | undefined;
  #again = false;
  readonly cards = new Live<LabCard[]>([]);

  constructor(options: LabsOptions) {
    this.#options = options;
    this.#registry = path.join(options.dataDir, 'labs.json');
  }

  async load(id: string): Promise<LoadedLab> {
    const known = (await this.#known()).find((one) => one.id === id);
    if (!known) throw new LabError('not-found', 'This lab is not in the list any more.', { remedy: 'Add it again.' });
    return loadLab(known.file);
  }

  /** Looks at everything anew; calls that come in the meantime share one more look. */
  refresh(): Promise<void> {
    this.#again = this.#refreshing !== undefined;
    this.#refreshing ??= this.#look().finally(() => {
      this.#refreshing = undefined;
      if (this.#again) void this.refresh().catch(() => undefined);
    });
    return this.#refreshing;
  }

  async list(): Promise<LabCard[]> {
    await this.refresh();
    return this.cards.value;
  }

  async addFile(given: string): Promise<LabCard> {
    const home = given.startsWith('~/') ? path.join(os.homedir(), given.slice(2)) : given;
    if (!path.isAbsolute(home))
      throw new LabError('bad-input', 'Give the whole path of the lab file, from / on.', { field: 'path' });
    const { file } = await loadLab(home);
    return this.#add(file);
  }

  /** Writes a lab file of its own for a lab that was put together in a form. */
  async addForm(lab: Lab): Promise<LabCard> {
    const file = path.join(this.#options.dataDir, 'labs', `${lab.name}.yaml`);
    const taken = (await this.list()).find((card) => card.name === lab.name || card.file === file);
    if (taken) throw new LabError('bad-input', `There is a lab called ${lab.name} already.`, { field: 'name' });
    await writePrivate(file, stringify(lab));
    return this.#add(file);
  }

  async remove(id: string): Promise<void> {
    const known = (await this.#known()).find((one) => one.id === id);
    if (!known) throw new LabError('not-found', 'This lab is not in the list any more.');
    if (known.kind === 'practice')
      throw new LabError('refused', 'A practice lab goes by being deleted, with its machines.');
    if (this.#options.runs().on(id)) throw new LabError('refused', 'A run of this lab goes on.');
    await this.#save((await this.#files()).filter((file) => file !== known.file));
    // A form's file is the app's own; its name is free again. Files of the person's own stay.
    if (path.dirname(known.file) === path.join(this.#options.dataDir, 'labs')) await rm(known.file, { force: true });
    await this.list();
  }

  async #add(file: string): Promise<LabCard> {
    const files = await this.#files();
    if (!files.includes(file)) await this.#save([...files, file]);
    const card = (await this.list()).find((one) => one.file === file);
    if (!card) throw new LabError('unexpected', `${file} was added and is not in the list.`);
    return card;
  }

  async #files(): Promise<string[]> {
    return (await readJson(this.#registry, registrySchema))?.files ?? [];
  }

  async #save(files: string[]): Promise<void> {
    await writePrivate(this.#registry, `${JSON.stringify({ files }, null, 2)}\n`);
  }

  async #known(): Promise<Known[]> {
    const practice = this.#options.practice.value.map(
      ({ name, labFile, state }): Known => ({ id: `practice:${name}`, kind: 'practice', file: labFile, state, name }),
    );
    const own = (await this.#files())
      .filter((file) => !practice.some((lab) => lab.file === file))
      .map((file): Known => ({ id: `file:${file}`, kind: 'file', file, state: 'unknown', name: path.basename(file) }));
    return [...practice, ...own];
  }

  async #look(): Promise<void> {
    const cards = await Promise.all((await this.#known()).map((known) => this.#card(known)));
    if (JSON.stringify(cards) !== JSON.stringify(this.cards.value)) this.cards.set(cards);
  }

  async #card({ id, kind, file, state, name }: Known): Promise<LabCard> {
    const base = { id, kind, file };
    try {
      const { lab } = await loadLab(file);
      const last = await this.#options.runs().newest(id, lab.name);
      const nodes = lab.nodes.map(({ name: node, address, ssh: { host, port } }) => ({
        name: node,
        address,
        host,
        ...(port && { port }),
      }));
      const lastRun = last && {
        id: last.run,
        command: last.command,
        ok: last.result?.ok ?? null,
        running: last.running,
        at: last.at,
      };
      return { ...base, name: lab.name, nodes, network: lab.network.name, state, ...(lastRun && { lastRun }) };
    } catch (error) {
      const { message } = toLabError(error);
      return { ...base, name, nodes: [], network: '', state: 'invalid', problem: message };
    }
  }
}
