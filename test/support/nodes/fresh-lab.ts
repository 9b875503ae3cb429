import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { LoadedLab } from '../../../src/core/lab/load-lab.ts';
import { changesBetween, statesOf } from './node-state.ts';
import { freshLab, namesOf } from './run-lab.ts';

/** What the tests of one block work on; it is there from the first of them on. */
interface Fresh {
  loaded: LoadedLab;
  lab: string;
  nodes: string[];
}

interface FreshOnce extends Fresh {
  /** How the nodes differ from what they were before the first test. */
  changes(): Promise<string[]>;
}

/**
 * The practice lab with nodes as on their first day, for the tests of this block, and made so again after them.
 * What `prepare` does counts as how the nodes were before the first test.
 */
export function freshForAll(prepare?: (fresh: Fresh) => Promise<unknown>): FreshOnce {
  const fresh = {} as FreshOnce;

  beforeAll(async () => {
    const { lab, nodes } = Object.assign(fresh, named(await freshLab()));
    await prepare?.(fresh);
    const before = await statesOf(lab, nodes);
    fresh.changes = async () => changesBetween(before, await statesOf(lab, nodes));
  });

  afterAll(async () => {
    if (fresh.loaded) await freshLab();
  });

  return fresh;
}

/** The same before each test, of whatever lab `make` makes fresh; what stays after the last one is for the block to clear. */
export function freshForEach(make: () => Promise<LoadedLab> = freshLab): Fresh {
  const fresh = {} as Fresh;

  beforeEach(async () => {
    Object.assign(fresh, named(await make()));
  });

  return fresh;
}

const named = (loaded: LoadedLab): Fresh => ({ loaded, lab: loaded.lab.name, nodes: namesOf(loaded) });
