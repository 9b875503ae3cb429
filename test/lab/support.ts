import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type PracticeProgress, practiceCode } from '../../src/core/practice/lines.ts';
import { practiceDown, practiceList, practiceReset, practiceUp } from '../../src/core/practice/practice.ts';
import { toLabError } from '../../src/shared/errors.ts';

/** The practice lab of the tests, apart from every other one: two nodes of Debian 12. */
const name = 'test';

export interface TestLab {
  labFile: string;
  /** Removes the lab and its files; OVERLAY_LAB_KEEP=1 leaves both there to look at. */
  remove(): Promise<void>;
}

/** Nodes as on their first day, whatever an earlier run left there. */
export async function raiseTestLab(options: {
  signal?: AbortSignal;
  onProgress: (progress: PracticeProgress) => void;
}): Promise<TestLab> {
  const accessDir = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-test-'));
  const remove = async () => {
    if (process.env.OVERLAY_LAB_KEEP === '1') return;
    await practiceDown(name);
    await rm(accessDir, { recursive: true, force: true });
  };
  try {
    const wasThere = (await practiceList()).some((lab) => lab.name === name);
    const { labFile } = await practiceUp({ name, nodes: 2, suite: 'bookworm', accessDir }, options);
    if (wasThere) await practiceReset(name, [], options);
    return { labFile, remove };
  } catch (error) {
    // What made it fail is what the person has to read, not what came of cleaning up after it.
    await remove().catch(() => undefined);
    throw error;
  }
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
