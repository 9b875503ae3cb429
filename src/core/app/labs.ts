import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { LabError, toLabError } from '../../shared/errors.ts';
import { dataPortOf, type Lab, type LabFile } from '../../shared/lab/lab.ts';
import { mergedErrors } from '../../shared/run/merged-errors.ts';
import { spoken, texts } from '../../shared/texts/text.ts';
import type { LabCard } from '../../shared/wire/lab-card.ts';
import { readJson, writePrivate } from '../gates/private-file.ts';
import { type LoadedLab, loadLab, parseLab } from '../lab/load-lab.ts';
import type { RunSummary } from '../runs/kept-runs.ts';
import { withKeptTrack } from '../runs/kept-track.ts';
import { Live } from './live.ts';
import type { PracticeState, PracticeStates } from './practice-states.ts';
import type { Runs } from './runs.ts';

const registrySchema = z.object({ files: z.array(z.string()) });

/** Each is read whenever something changes. */
const mostFiles = 500;

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
  /** Folder of what is known of labs. */
  state: string;
  practice: PracticeStates;
  runs: () => Runs;
  /** Nodes of a lab that wait for their reset. */
  waiting: (id: string) => { waiting: string[]; left: string[] };
  /** Keeps that the person agreed to a lab file. */
  agree: (loaded: LoadedLab) => Promise<void>;
}

/** The labs that this person sees: files that were added, and all practice labs. */
export class Labs {
  readonly #options: LabsOptions;
  readonly #registry: string;
  #refreshing: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  readonly cards = new Live<LabCard[]>([]);

  constructor(options: LabsOptions) {
    this.#options = options;
    this.#registry = path.join(options.dataDir, 'labs.json');
  }

  /** `afresh`: where its track was chosen and may change, it counts as none. */
  async load(id: string, how: { afresh?: boolean | undefined } = {}): Promise<LoadedLab> {
    const known = (await this.#known()).find((one) => one.id === id);
    if (!known) throw new LabError('not-found', texts.app.labGone, { remedy: texts.app.labGoneRemedy });
    return withKeptTrack(await loadLab(known.file), this.#options.state, how);
  }

  /** Looks at everything again; calls that come in the meantime share one more look, and wait for it. */
  refresh(): Promise<void> {
    if (this.#refreshing) {
      const before = this.#refreshing.catch(() => undefined);
      this.#next ??= before.then(() => {
        this.#next = undefined;
        return this.refresh();
      });
      return this.#next;
    }
    this.#refreshing = this.#look().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async list(): Promise<LabCard[]> {
    await this.refresh();
    return this.cards.value;
  }

  async addFile(given: string): Promise<LabCard> {
    const home = given.startsWith('~/') ? path.join(os.homedir(), given.slice(2)) : given;
    if (!path.isAbsolute(home)) throw new LabError('bad-input', texts.app.absolutePathWanted, { field: 'path' });
    const { file } = await loadLab(home);
    return this.#add(file);
  }

  /** Writes a lab file of its own for a lab that was put together in a form. */
  async addForm(lab: LabFile): Promise<LabCard> {
    const file = await this.#write(lab.name, stringify(lab));
    // Whoever filled in the form knows what it says.
    await this.#options.agree(await loadLab(file));
    return this.#add(file);
  }

  /**
   * Keeps a lab file that came as text, word for word. Before its first use the person is shown what it does, as with
   * any file. Throws `bad-input` with line and field; `fileName` only names it there.
   */
  async addText({ text, fileName }: { text: string; fileName?: string | undefined }): Promise<LabCard> {
    const lab = parseLab(text, fileName ?? spoken.app.pastedText);
    const [relative] = relativePaths(lab);
    if (relative)
      throw new LabError('bad-input', texts.app.relativeInText({ path: relative.path }), {
        field: relative.field,
        remedy: texts.app.relativeInTextRemedy,
      });
    return this.#add(await this.#write(lab.name, text));
  }

  /** Never over the file of another lab. */
  async #write(name: string, text: string): Promise<string> {
    const file = path.join(this.#options.dataDir, 'labs', `${name}.yaml`);
    // One that was just made in a terminal counts.
    await this.#options.practice.lookAgain();
    const taken = (await this.list()).find((card) => card.name === name || card.file === file);
    if (taken) throw new LabError('bad-input', texts.app.labTaken({ lab: name }), { field: 'name' });
    await writePrivate(file, text);
    return file;
  }

  async remove(id: string): Promise<void> {
    const known = (await this.#known()).find((one) => one.id === id);
    if (!known) throw new LabError('not-found', texts.app.labGone);
    if (known.kind === 'practice') throw new LabError('refused', texts.app.practiceLabIsDeleted);
    if (this.#options.runs().on(id)) throw new LabError('refused', texts.app.runOfLabInProgress);
    await this.#save((await this.#files()).filter((file) => file !== known.file));
    // A form's file is the app's own; its name is free again. Files of the person's own stay.
    if (path.dirname(known.file) === path.join(this.#options.dataDir, 'labs')) await rm(known.file, { force: true });
    await this.list();
  }

  async #add(file: string): Promise<LabCard> {
    const files = await this.#files();
    if (files.length >= mostFiles && !files.includes(file))
      throw new LabError('too-large', texts.app.tooManyLabs({ most: mostFiles }), {
        remedy: texts.app.tooManyLabsRemedy,
      });
    if (!files.includes(file)) await this.#save([...files, file]);
    const card = (await this.list()).find((one) => one.file === file);
    if (!card) throw new LabError('unexpected', texts.app.addedAndNotThere({ file }));
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
      const { lab, trackIs } = await withKeptTrack(await loadLab(file), this.#options.state);
      const last = await this.#options.runs().newest(id, lab.name);
      const { waiting, left } = this.#options.waiting(id);
      const nodes = lab.nodes.map(({ name: node, address, ssh: { host, port } }) => ({
        name: node,
        address,
        host,
        ...(port && { port }),
      }));
      return {
        ...base,
        name: lab.name,
        nodes,
        network: lab.network.name,
        dataPort: dataPortOf(lab),
        ...(trackIs !== 'open' && { track: lab.track }),
        ...(trackIs && { choosesTrack: true }),
        state,
        ...(waiting.length > 0 && { waiting }),
        ...(left.length > 0 && { left }),
        mayBeBuilt: last !== undefined && !(last.command === 'reset' && last.result?.ok === true),
        ...(last && { lastRun: lastRunOf(last) }),
      };
    } catch (error) {
      const { message } = toLabError(error);
      return { ...base, name, nodes: [], network: '', state: 'invalid', problem: message, mayBeBuilt: false };
    }
  }
}

/** Of the reasons of a failure a card has room for some. */
const shownErrors = 2;

function lastRunOf({ run, command, result, running, at }: RunSummary & { running: boolean }): LabCard['lastRun'] {
  const errors = result?.ok === false ? mergedErrors(result.errors) : [];
  const shown = errors.slice(0, shownErrors);
  return {
    ...{ id: run, command, ok: result?.ok ?? null, running, at },
    ...{ errors: shown, moreErrors: errors.length - shown.length },
  };
}

/** Paths that mean something only beside the file that they stand in. */
function relativePaths({ nodes }: Lab): { field: string; path: string }[] {
  return nodes.flatMap(({ ssh }, index) =>
    (['identityFile', 'knownHosts'] as const).flatMap((key) => {
      const named = ssh[key];
      const relative = named !== undefined && !path.isAbsolute(named) && !named.startsWith('~/');
      return relative ? [{ field: `nodes[${index}].ssh.${key}`, path: named }] : [];
    }),
  );
}
