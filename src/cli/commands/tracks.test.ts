import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { EventBody } from '../../shared/run/events.ts';
import { labText, played, standIn } from '../fixtures/stand-in.ts';
import { runCli } from '../program.ts';

const found = (engines: readonly string[]): EventBody[] =>
  engines.map((engine, at) => ({
    ...{ type: 'finding', step: 'preflight', node: `node${at + 1}` },
    finding: { status: 'satisfied', summary: 'ok', facts: { engine }, diff: [], problems: [] },
  }));

test('check says which tracks the engines can do, what each gives, and which is the lab’s', async () => {
  const stand = standIn({ startRun: played(found(['20.10.24', '26.1.5\u001b[31m'])) });
  await runCli(['check'], stand.deps);
  const lines = stand.stdout.text.split('\n').map((line) => line.trim());
  expect(lines).toContain('Tracks for Docker 20.10.24 and 26.1.5:');
  expect(lines).toContain('etcd    not here: needs Docker from 1.9 on and before 23; node2 has 26.1.5');
  expect(lines).toContain('swarm   Docker’s own overlay, without a store');
  expect(stand.stdout.text).not.toContain('\u001b[31m');
  const both = standIn({ startRun: played(found(['20.10.24', '20.10.24'])) });
  await runCli(['check'], both.deps);
  expect(both.stdout.text).toContain('etcd    the overlay of the tutorial, through a store  <- this lab');
});

test('a lab file without a track gets one, which check and run say; a named one is not asked about', async () => {
  for (const command of ['check', 'run', 'check --json']) {
    const stand = standIn({ startRun: played([]) });
    const chosen: (boolean | undefined)[] = [];
    const chooseTrack: typeof stand.deps.chooseTrack = async (lab, { afresh }) => {
      chosen.push(afresh);
      return { ...lab, lab: { ...lab.lab, track: 'swarm' }, trackIs: 'chosen' };
    };
    const deps = { ...stand.deps, chooseTrack };
    await runCli(command.split(' '), deps);
    expect(chosen).toEqual([]);
    writeFileSync(path.join(stand.dir, 'lab.yaml'), labText.replace('track: etcd\n', ''));
    await runCli(command.split(' '), deps);
    expect(chosen).toEqual([true]);
    const { stdout, stderr } = stand;
    expect(command.includes('json') ? stderr.text : stdout.text).toContain('Track swarm: Docker’s own overlay');
  }
});
