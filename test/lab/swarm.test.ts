import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LoadedLab, loadLab } from '../../src/core/lab/load-lab.ts';
import { connectNode } from '../../src/core/remote/connect.ts';
import type { Lab } from '../../src/shared/lab/lab.ts';
import { follow, lossesIn } from '../faults/followed/follow-trial.ts';
import { freshForEach } from '../support/nodes/fresh-lab.ts';
import { changesBetween, statesOf } from '../support/nodes/node-state.ts';
import { ensurePristine, inNode, practiceLab, tryInNode } from '../support/nodes/practice.ts';
import {
  begin,
  differencesOf,
  errorOf,
  findingOf,
  freshLab,
  labFile,
  mustPerform,
  namesOf,
  perform,
  stateOf,
  testLab,
} from '../support/nodes/run-lab.ts';
import { bridgesNow, plantBridges } from './fixtures/attachable-bridges.ts';
import { built, swarmLaws, swarmNow } from './fixtures/swarm-laws.ts';

const onTrack = (loaded: LoadedLab, track: 'etcd' | 'swarm'): LoadedLab => ({
  ...loaded,
  lab: { ...loaded.lab, track },
});

/** What does not depend on the engine's age: on one of them. */
function moreLaws(make: () => Promise<LoadedLab>): void {
  const fresh = freshForEach(make);

  test('a step is taken back with what depends on it, and built again', async () => {
    await mustPerform(fresh.loaded, { command: 'run', only: built });
    await mustPerform(fresh.loaded, { command: 'undo', step: 'swarm' });
    for (const name of fresh.nodes) expect(await inNode(fresh.lab, name, swarmNow)).toBe('inactive\n');
    await mustPerform(fresh.loaded, { command: 'run', only: built });
    await mustPerform(fresh.loaded, { command: 'undo', step: 'network' });
    await mustPerform(fresh.loaded, { command: 'run', only: [...built, 'ping'] });
    expect(lossesIn(await follow(fresh.loaded))).toEqual([]);
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
  });

  test('another port and pool are what the swarm is told; what cannot be encrypted is said before anything is made', async () => {
    const told = (swarm: Lab['swarm']) => ({ ...fresh.loaded, lab: { ...fresh.loaded.lab, swarm } });
    const chosen = { dataPathPort: 4790, addressPool: '10.99.0.0/16', encrypted: false };
    const [first = ''] = fresh.nodes;
    const espThere = await tryInNode(
      fresh.lab,
      first,
      `unshare -n ip xfrm state add src 192.0.2.1 dst 192.0.2.2 proto esp spi 9 mode transport aead 'rfc4106(gcm(aes))' 0x${'01'.repeat(20)} 64`,
    );
    const encrypted = told({ ...chosen, encrypted: true });
    const looked = findingOf(await perform(encrypted, { command: 'check' }), 'preflight', first);
    expect(looked?.problems.find(({ code }) => code === 'esp')?.level).toBe(espThere.status === 0 ? 'ok' : 'error');
    const run = await mustPerform(told(chosen), { command: 'run', only: [...built, 'ping', 'tunnel'] });
    expect(findingOf(run, 'tunnel', first)?.summary).toMatch(/4790/);
    expect(await inNode(fresh.lab, first, `docker network inspect -f '{{json .IPAM.Config}}' myapp`)).toMatch(
      /"10\.99\./,
    );
    expect((await mustPerform(told(chosen), { command: 'run', only: built })).result.changes).toBe(0);
    // The lab file says now what the swarm was not told.
    const otherwise = await perform(fresh.loaded, { command: 'run', only: ['swarm'] });
    expect(errorOf(otherwise, 'swarm')?.message).toMatch(/4790/);
    expect(differencesOf(await mustPerform(told(chosen), { command: 'reset' }))).toEqual([]);
  });

  test('what others put into the swarm is not lost unseen', async () => {
    const [first = ''] = fresh.nodes;
    await mustPerform(fresh.loaded, { command: 'run', only: ['swarm'] });
    await inNode(
      fresh.lab,
      first,
      'docker network create -d overlay --attachable theirs; echo x | docker secret create pw -',
    );
    const refused = await perform(fresh.loaded, { command: 'reset' });
    expect(errorOf(refused, 'swarm')).toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/theirs.*secret pw/),
    });
    expect(await inNode(fresh.lab, first, swarmNow)).toMatch(/^active/);
    const back = await mustPerform(fresh.loaded, { command: 'reset', includeUnowned: true });
    expect(differencesOf(back)).toEqual([]);
  });

  test('a swarm of somebody else’s is refused in the plan, and left alone', async () => {
    const [first = '', second = ''] = fresh.nodes;
    // Its manager is at an address that is none of the lab's.
    await inNode(fresh.lab, second, 'ip addr add 10.77.0.2/24 dev lo; docker swarm init --advertise-addr 10.77.0.2');
    const before = await inNode(fresh.lab, second, 'docker node ls');
    const plan = await perform(fresh.loaded, { command: 'check' });
    expect(errorOf(plan, 'swarm')).toMatchObject({ code: 'refused', message: expect.stringContaining(second) });
    expect(plan.result.ok).toBe(false);
    expect((await perform(fresh.loaded, { command: 'run' })).result.ok).toBe(false);
    await perform(fresh.loaded, { command: 'reset' });
    expect(await inNode(fresh.lab, second, 'docker node ls')).toBe(before);
    expect(await inNode(fresh.lab, first, swarmNow)).toMatch(/^inactive/);
    await inNode(fresh.lab, second, 'docker swarm leave --force; ip addr del 10.77.0.2/24 dev lo');
  });

  test('cancelled while the engines join, it is taken back equal', async () => {
    const running = begin(fresh.loaded, { command: 'run', only: ['swarm'] });
    // Its first changes are the guard's, before any engine is asked.
    await running.seen((event) => event.type === 'change' && /swarm/i.test(event.change));
    running.run.cancel();
    await running.told;
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
  });

  test('swarms that the nodes manage themselves, each its own, are refused and stay', async () => {
    const names = fresh.nodes;
    for (const [index, name] of names.entries())
      await inNode(fresh.lab, name, `docker swarm init --advertise-addr ${fresh.loaded.lab.nodes[index]?.address}`);
    const before = await inNode(fresh.lab, names[1] ?? '', 'docker node ls -q');
    const told = await perform(fresh.loaded, { command: 'run', only: ['swarm'] });
    expect(errorOf(told, 'swarm')).toMatchObject({ code: 'refused', message: expect.stringContaining(names[1] ?? '') });
    await perform(fresh.loaded, { command: 'reset' });
    expect(await inNode(fresh.lab, names[1] ?? '', 'docker node ls -q')).toBe(before);
    for (const name of names) await inNode(fresh.lab, name, 'docker swarm leave --force');
  });

  test('what leaving took off its bridges is connected again by the next reset, where the first one could not', async () => {
    const [, second = ''] = fresh.nodes;
    await inNode(fresh.lab, second, plantBridges);
    const before = await inNode(fresh.lab, second, bridgesNow);
    await mustPerform(fresh.loaded, { command: 'run', only: ['swarm'] });
    // The engine takes nobody back, as where the app is killed just then.
    const connect: typeof connectNode = async (target, options) => {
      const node = await connectNode(target, options);
      const getNetwork = (id: string) =>
        Object.assign(node.docker.getNetwork(id), { connect: () => Promise.reject(new Error('made up')) });
      return { ...node, docker: Object.assign(Object.create(node.docker), { getNetwork }) };
    };
    const first = await perform(fresh.loaded, { command: 'reset', connect });
    expect(first.result.ok).toBe(false);
    expect(first.result.errors[0]).toMatchObject({ remedy: expect.stringContaining('docker network connect') });
    expect(await tryInNode(fresh.lab, second, bridgesNow)).not.toMatchObject({ stdout: before });
    const back = await mustPerform(fresh.loaded, { command: 'reset' });
    expect(await inNode(fresh.lab, second, bridgesNow)).toBe(before);
    expect(differencesOf(back)).toEqual([]);
  });
}

describe.skipIf(!labFile)('an engine without cluster store (Docker 26)', () => {
  let file = '';
  let lab: string;
  let folder: string;

  beforeAll(async () => {
    lab = `${(await testLab()).lab.name}-modern`;
    folder = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-modern-'));
    const up = await practiceLab(['up', lab, '--nodes', '2', '--suite', 'trixie', '--access-dir', folder]);
    if (up.status !== 0) throw new Error(up.stderr);
    file = path.join(folder, 'lab.yaml');
  });

  afterAll(async () => {
    await practiceLab(['down', lab]);
    await rm(folder, { recursive: true, force: true });
  });

  const fresh = async () => {
    await ensurePristine(lab, namesOf(await loadLab(file)));
    return loadLab(file);
  };

  test('its practice lab has the track that works with it', async () => {
    expect((await loadLab(file)).lab.track).toBe('swarm');
  });

  test('the tutorial’s track is refused with the reason, its row and the track that works, and nothing is begun', async () => {
    const loaded = onTrack(await fresh(), 'etcd');
    const before = await statesOf(lab, namesOf(loaded));
    const told = await perform(loaded, { command: 'run' });
    for (const node of namesOf(loaded)) {
      expect(findingOf(told, 'preflight', node)?.problems.find(({ code }) => code === 'engine-version')).toMatchObject({
        level: 'error',
        message: expect.stringContaining('--cluster-store'),
        remedy: expect.stringContaining('track: swarm'),
        diagnosis: 1,
      });
      expect(errorOf(told, 'preflight', node)).toMatchObject({ code: 'refused', diagnosis: 1 });
      expect(stateOf(told, 'image', node)).toBe('blocked');
    }
    expect(told.result).toMatchObject({ ok: false, changes: 0 });
    expect(changesBetween(before, await statesOf(lab, namesOf(loaded)))).toEqual([]);
  });

  swarmLaws(fresh);
  moreLaws(fresh);
});

describe.skipIf(!labFile)('an engine that has both (Docker 20.10)', () => {
  test('a lab whose file names another track now is not built upon, and is reset', async () => {
    const loaded = await freshLab();
    await mustPerform(onTrack(loaded, 'swarm'), { command: 'run', only: ['swarm'] });
    const refused = await perform(onTrack(loaded, 'etcd'), { command: 'run', only: ['image'] });
    expect(refused.result.errors[0]).toMatchObject({ code: 'refused', message: expect.stringContaining('swarm') });
    expect(differencesOf(await mustPerform(onTrack(loaded, 'etcd'), { command: 'reset' }))).toEqual([]);
    expect(await inNode(loaded.lab.name, namesOf(loaded)[0] ?? '', swarmNow)).toBe('inactive\n');
  });

  swarmLaws(async () => onTrack(await freshLab(), 'swarm'));
});
