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
  outputsOf,
  perform,
  stateOf,
  testLab,
} from '../support/nodes/run-lab.ts';
import { typeSteps } from '../support/nodes/type-steps.ts';
import { bridgesNow, plantBridges } from './fixtures/attachable-bridges.ts';

const onTrack = (loaded: LoadedLab, track: 'etcd' | 'swarm'): LoadedLab => ({
  ...loaded,
  lab: { ...loaded.lab, track },
});

const built = ['image', 'swarm', 'network', 'workers'];

/** What the steps of the track leave to be looked at with other eyes than the app's. */
const swarmNow = `docker info -f '{{.Swarm.LocalNodeState}}'; docker network ls -q -f name=docker_gwbridge -f name=ingress`;

/** Containers of services, and the name under which their image is asked for. */
const servicesNow =
  'docker ps -aq --filter label=com.docker.swarm.service.name; docker images -q localhost/overlay-lab-worker';

/** Who is no node of the lab tries the managers' port and the gossip; prints those that answer. */
const strangerTries = `for port in 2377 7946; do
  curl -s -m 2 --interface 127.0.0.2 telnet://$1:$port </dev/null; [ $? = 7 ] || echo $port; done`;

/** The laws of the track, on whatever engine the lab's nodes have. */
function laws(make: () => Promise<LoadedLab>): void {
  const fresh = freshForEach(make);

  test('builds, measures, does nothing a second time, and is reset equal', async () => {
    const names = fresh.nodes;
    const before = await statesOf(fresh.lab, names);
    const told = await mustPerform(fresh.loaded, { command: 'run' });
    const kinds = told.events.flatMap((event) => (event.type === 'measurement' ? [event.measurement.kind] : []));
    expect(new Set(kinds)).toEqual(new Set(['interface', 'ping', 'bandwidth', 'tunnel', 'swarm-store']));
    expect(findingOf(told, 'tunnel', names[0])?.summary).toMatch(/VNI 4097/);
    expect(names.map((name) => findingOf(told, 'raft', name)?.summary)).toEqual([
      'keeps the raft log: 1 manager, 2 nodes; gossip between 2 engines',
      'keeps no raft log and asks the managers; gossip between 2 engines',
    ]);
    const raft = outputsOf(told, 'raft').join('\n');
    for (const sign of [/Heartbeat Tick: 1$/m, /^wal-v3-encrypted$/m, /^swarm-node\.key$/m, / Leader /])
      expect(raft).toMatch(sign);
    expect(raft).not.toMatch(/BEGIN|SWMTKN/);
    expect(outputsOf(told, 'service').join('\n')).toMatch(/pair\.1[\s\S]*Name:\s+tasks\.pair\nAddress: 10\./);
    const hasIpvs = (await tryInNode(fresh.lab, names[0] ?? '', 'test -e /proc/net/ip_vs')).status === 0;
    expect(findingOf(told, 'service')?.problems.map(({ code }) => code)).toEqual(hasIpvs ? [] : ['ipvs']);
    expect((await mustPerform(fresh.loaded, { command: 'run' })).result.changes).toBe(0);
    // What a manager listens to is on the underlay alone.
    expect(await inNode(fresh.lab, names[0] ?? '', "ss -Hlnt 'sport = :2377'")).not.toMatch(/0\.0\.0\.0:2377|\*:2377/);
    expect(await inNode(fresh.lab, names[0] ?? '', strangerTries, [fresh.loaded.lab.nodes[0]?.address ?? ''])).toBe('');
    expect(await inNode(fresh.lab, names[1] ?? '', 'iptables -S INPUT')).toMatch(/udp .*--dport 4789 -j OVERLAY-LAB/);
    // One that is killed is replaced: still two, one of them new.
    await inNode(fresh.lab, names[1] ?? '', 'docker kill $(docker ps -q --filter name=pair.) >/dev/null');
    await mustPerform(fresh.loaded, { command: 'run', only: ['service'] });
    await mustPerform(fresh.loaded, { command: 'undo', step: 'service' });
    for (const name of names) expect(await inNode(fresh.lab, name, servicesNow)).toBe('');
    await typeSteps(fresh.loaded, ['service']);
    const checked = await mustPerform(fresh.loaded, { command: 'run', only: ['service'] });
    expect(checked.result.changes).toBe(0);
    const back = await mustPerform(fresh.loaded, { command: 'reset', depth: 'typed' });
    expect(differencesOf(back)).toEqual([]);
    expect(changesBetween(before, await statesOf(fresh.lab, names))).toEqual([]);
  });

  test('others’ containers on attachable bridges keep networks, names, addresses and ports', async () => {
    const [, second = ''] = fresh.nodes;
    await inNode(fresh.lab, second, plantBridges);
    const before = await inNode(fresh.lab, second, bridgesNow);
    await mustPerform(fresh.loaded, { command: 'run', only: built });
    expect(await inNode(fresh.lab, second, bridgesNow)).toBe(before);
    const back = await mustPerform(fresh.loaded, { command: 'reset' });
    expect(await inNode(fresh.lab, second, bridgesNow)).toBe(before);
    expect(differencesOf(back)).toEqual([]);
  });
}

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

  laws(fresh);
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

  laws(async () => onTrack(await freshLab(), 'swarm'));
});
