import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { stateDir } from '../core/gates/places.ts';
import { exampleDrill } from '../core/report/fixtures/example-work.ts';
import type { RunningDrill } from '../shared/drills/drill-state.ts';
import { standingLab } from '../shared/picture/fixtures/two-nodes.ts';
import { standIn } from './fixtures/stand-in.ts';
import { runCli } from './program.ts';

const surprise: RunningDrill = {
  ...{ id: 'silence', title: 'Nothing comes through', texts: {}, since: '2026-12-01T10:00:00.000Z' },
  ...{ hints: [], guesses: 0, isNamed: false, isSurprise: true },
};

/** A command while this drill is the lab's, which was begun from here. */
async function during(command: string, running: RunningDrill | null) {
  const { deps, stderr } = standIn();
  const file = path.join(stateDir(deps.io.env), 'class-a', 'drills.json');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify([{ ...exampleDrill, isOpen: true }]));
  const seen: string[] = [];
  const code = await runCli([command], {
    ...deps,
    drills: { ...deps.drills, state: async () => ({ lab: 'class-a', running, drills: [], choices: [], done: [] }) },
    lookAtLab: async () => {
      seen.push('picture');
      return standingLab();
    },
    labStore: async (_, { tell }) => {
      seen.push('store');
      tell({ lab: 'class-a', track: 'etcd', from: 'node1', entries: [], more: 0 });
    },
  });
  return { code, seen, said: stderr.text };
}

it.each(['show', 'store'])('%s is refused during a surprise, before any node is looked at', async (command) => {
  const { code, seen, said } = await during(command, surprise);
  expect([code, seen]).toEqual([1, []]);
  expect(said).toContain('this would give it away');
});

it.each(['show', 'store'])('%s is not, where its cause was named, or it was chosen, or is over', async (command) => {
  for (const running of [{ ...surprise, isNamed: true }, { ...surprise, isSurprise: false }, null])
    expect(await during(command, running)).toMatchObject({ code: 0, seen: [command === 'show' ? 'picture' : 'store'] });
});
