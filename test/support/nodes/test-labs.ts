import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type PracticeProgress, practiceCode } from '../../../src/core/practice/lines.ts';
import { practiceDown, practiceList, practiceReset, practiceUp } from '../../../src/core/practice/practice.ts';
import { toLabError } from '../../../src/shared/errors.ts';

/** The practice labs of the tests, apart from every other one: two nodes of Debian 12 each. */
const names = ['test', 'test-2', 'test-3'] as const;

export interface TestLabs {
  /** As OVERLAY_LAB_TEST_LAB has them: a path for each worker of vitest, with the system's delimiter between. */
  labFiles: string;
  /** Removes the labs and their files; OVERLAY_LAB_KEEP=1 leaves all of it there to look at. */
  remove(): Promise<void>;
}

interface RaiseOptions {
  signal?: AbortSignal;
  onProgress: (progress: PracticeProgress) => void;
}

/** So many labs; nodes as on their first day, whatever an earlier run left there. */
export async function raiseTestLabs(count: 1 | 2 | 3, options: RaiseOptions): Promise<TestLabs> {
  const accessDir = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-test-'));
  const raised: string[] = [];
  const remove = async () => {
    if (process.env.OVERLAY_LAB_KEEP === '1') return;
    for (const name of raised) await practiceDown(name);
    await rm(accessDir, { recursive: true, force: true });
  };
  try {
    const labFiles: string[] = [];
    for (const name of names.slice(0, count)) {
      raised.push(name);
      labFiles.push(await raise(name, path.join(accessDir, name), options));
    }
    return { labFiles: labFiles.join(path.delimiter), remove };
  } catch (error) {
    // What made it fail is what the person has to read, not what came of cleaning up after it.
    await remove().catch(() => undefined);
    throw error;
  }
}

async function raise(name: string, accessDir: string, options: RaiseOptions): Promise<string> {
  const wasThere = (await practiceList()).some((lab) => lab.name === name);
  const { labFile } = await practiceUp({ name, nodes: 2, suite: 'bookworm', accessDir }, options);
  if (wasThere) await practiceReset(name, [], options);
  return labFile;
}

const machineCannot = [
  'not-linux',
  'not-root',
  'packages-missing',
  'disk',
  'memory',
  'kernel-feature',
  'mirror-unreachable',
];

/** Why this machine can have no practice lab; undefined when the error is a fault of the practice lab. */
export function whyThereIsNone(error: unknown): string | undefined {
  if (!machineCannot.includes(practiceCode(error) ?? '')) return undefined;
  const { message, details } = toLabError(error);
  return [message, details.remedy].filter(Boolean).join(' ');
}

/** A line a stage, and one a quarter of a minute while a stage lasts. */
export function sparse(
  write: (line: string) => void,
  now: () => number = Date.now,
): (progress: PracticeProgress) => void {
  let stage: string | undefined;
  let last = 0;
  return (progress) => {
    if (progress.stage === stage && now() - last < 15_000) return;
    stage = progress.stage;
    last = now();
    write(`practice lab: ${progress.percent} % ${progress.message}`);
  };
}
