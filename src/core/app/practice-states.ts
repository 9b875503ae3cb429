import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { loadLab } from '../lab/load-lab.ts';
import { practiceLabFiles } from '../practice/access.ts';
import type { PracticeLab } from '../practice/lines.ts';
import type { PracticePort } from './practice-port.ts';

export type PracticeState = Pick<PracticeLab, 'name' | 'labFile'> & { state: PracticeLab['state'] | 'unknown' };

/** The practice labs of this machine and whether they run, as last seen. */
export class PracticeStates {
  readonly #practice: PracticePort;
  readonly #env: NodeJS.ProcessEnv;
  readonly #onChange: () => void;
  #seen: PracticeState[];
  #looking: Promise<void> | undefined;

  readonly #isRoot: () => boolean;

  constructor(
    practice: PracticePort,
    env: NodeJS.ProcessEnv,
    onChange: () => void,
    isRoot: () => boolean = isRootSilently,
  ) {
    this.#isRoot = isRoot;
    this.#practice = practice;
    this.#env = env;
    this.#onChange = onChange;
    this.#seen = fromFiles(env);
  }

  get value(): PracticeState[] {
    return this.#seen;
  }

  /** Takes a second on a busy machine, so nothing waits for it. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** A look that begins now or later: one that is under way may already have missed something. */
  async lookAgain(): Promise<void> {
    await this.#looking;
    await this.look();
  }

  async #look(): Promise<void> {
    const seen = await this.#ask();
    if (JSON.stringify(seen) === JSON.stringify(this.#seen)) return;
    this.#seen = seen;
    this.#onChange();
  }

  /** Asking the practice lab itself needs root, and for a look nobody is asked for a password. */
  async #ask(): Promise<PracticeState[]> {
    if (process.platform !== 'linux') return [];
    const isRoot = this.#isRoot();
    const labs = isRoot ? await this.#practice.practiceList({ sudo: true }).catch(() => undefined) : undefined;
    if (labs) return labs.map(({ name, labFile, state }) => ({ name, labFile, state }));
    // A question that failed says nothing against a lab that was seen, wherever its files are.
    const seen = isRoot ? this.#seen.filter(({ labFile }) => existsSync(labFile)) : [];
    const all = new Map([...seen, ...fromFiles(this.#env)].map((lab) => [lab.name, lab]));
    return Promise.all([...all.values()].map(async (lab) => ({ ...lab, state: await knock(lab.labFile) })));
  }
}

function fromFiles(env: NodeJS.ProcessEnv): PracticeState[] {
  return practiceLabFiles(env).map((lab) => ({ ...lab, state: 'unknown' }));
}

function isRootSilently(): boolean {
  return process.getuid?.() === 0 || spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
}

/** Whether the nodes' SSH answers, as far as one can see from outside. */
async function knock(file: string): Promise<PracticeState['state']> {
  const loaded = await loadLab(file).catch(() => undefined);
  if (!loaded) return 'unknown';
  const answers = await Promise.all(loaded.lab.nodes.map(({ ssh }) => greets(ssh.host, ssh.port ?? 22)));
  if (answers.every(Boolean)) return 'running';
  return answers.some(Boolean) ? 'partly' : 'stopped';
}

function greets(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', (data) => end(data.toString('latin1').startsWith('SSH-')));
    for (const event of ['timeout', 'error', 'close']) socket.once(event, () => end(false));
  });
}
