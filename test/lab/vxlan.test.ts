import { describe, expect, test } from 'vitest';
import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import { follow, lossesIn } from '../faults/followed/follow-trial.ts';
import { freshForEach } from '../support/nodes/fresh-lab.ts';
import { changesBetween, statesOf } from '../support/nodes/node-state.ts';
import { inNode } from '../support/nodes/practice.ts';
import {
  differencesOf,
  errorOf,
  findingOf,
  freshLab,
  labFile,
  mustPerform,
  outputsOf,
  perform,
} from '../support/nodes/run-lab.ts';
import { typeSteps } from '../support/nodes/type-steps.ts';

const asVxlan = async (variant?: 'flood'): Promise<LoadedLab> => {
  const loaded = await freshLab();
  return { ...loaded, lab: { ...loaded.lab, track: 'vxlan', ...(variant && { vxlan: { variant } }) } };
};

const built = ['image', 'network', 'link', 'workers', 'peers'];

/** Others' links with the lab's own MAC addresses and machines in their tables, entries on the engine's bridge, a network beside. */
const plant = `set -e
ip link add vx99 type vxlan id 99 dstport 4789 local 10.77.0.1 nolearning
bridge fdb add 02:42:0a:00:00:81 dev vx99 dst 192.168.236.131
bridge fdb append 00:00:00:00:00:00 dev vx99 dst 192.168.236.131
ip link set vx99 up
ip neigh add 10.0.0.129 lladdr 02:42:0a:00:00:81 dev docker0
docker network create --subnet 10.0.0.0/24 -o com.docker.network.bridge.name=br-lab2 theirs`;
const planted =
  'bridge fdb show dev vx99; ip neigh show dev docker0; ip -d link show vx99 | tail -n1; docker network ls -q -f name=theirs';

const tables = 'bridge fdb show dev vx77 2>/dev/null | grep dst; ip neigh show dev vx77 nud permanent 2>/dev/null; :';

describe.skipIf(!labFile)('the track vxlan', () => {
  const fresh = freshForEach(() => asVxlan());

  test('builds, shows the misses, measures, does nothing a second time, and is reset equal beside others’ links', async () => {
    for (const node of fresh.nodes) await inNode(fresh.lab, node, plant);
    const before = await statesOf(fresh.lab, fresh.nodes);
    const theirs = await inNode(fresh.lab, fresh.nodes[0] ?? '', planted);
    const told = await mustPerform(fresh.loaded, { command: 'run' });
    const measured = told.events.flatMap((event) => (event.type === 'measurement' ? [event.measurement] : []));
    expect(new Set(measured.map(({ kind }) => kind))).toEqual(new Set(['interface', 'ping', 'bandwidth', 'tunnel']));
    for (const one of measured) if (one.kind === 'ping') expect(one).toMatchObject({ lossPercent: 0 });
    expect(findingOf(told, 'tunnel', fresh.nodes[0])?.summary).toMatch(/VNI 77, UDP 4789, packet/);
    expect(outputsOf(told, 'peers').join('\n')).toMatch(/^miss 10\.\S+ dev vx77/m);
    expect((await mustPerform(fresh.loaded, { command: 'run' })).result.changes).toBe(0);
    expect(await inNode(fresh.lab, fresh.nodes[0] ?? '', planted)).toBe(theirs);
    expect(lossesIn(await follow(fresh.loaded))).toEqual([]);
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
    expect(changesBetween(before, await statesOf(fresh.lab, fresh.nodes))).toEqual([]);
    expect(await inNode(fresh.lab, fresh.nodes[0] ?? '', planted)).toBe(theirs);
  });

  test('each step is taken back with what depends on it, and nothing else; what others entered on the link stays', async () => {
    const [first = ''] = fresh.nodes;
    await mustPerform(fresh.loaded, { command: 'run', only: built });
    expect(await inNode(fresh.lab, first, 'iptables -S INPUT')).toMatch(/udp .*--dport 4789 -j OVERLAY-LAB/);
    await inNode(fresh.lab, first, 'systemctl stop overlay-lab-guard');
    expect((await mustPerform(fresh.loaded, { command: 'run', only: built })).result.changes).toBeGreaterThan(0);
    expect(await inNode(fresh.lab, first, 'iptables -S INPUT')).toMatch(/udp .*--dport 4789 -j OVERLAY-LAB/);
    const entries = await inNode(fresh.lab, first, tables);
    expect(entries).toMatch(/dst [\d.]+ self permanent\n10\.\S+ lladdr/);
    await inNode(fresh.lab, first, 'bridge fdb add 02:00:5e:00:00:02 dev vx77 dst 192.168.236.131');
    await mustPerform(fresh.loaded, { command: 'undo', step: 'peers' });
    expect(await inNode(fresh.lab, first, tables)).toBe('02:00:5e:00:00:02 dst 192.168.236.131 self permanent\n');
    await inNode(fresh.lab, first, 'bridge fdb del 02:00:5e:00:00:02 dev vx77 dst 192.168.236.131');
    // An address that somebody entered, at a MAC that is behind no node of the lab, keeps the link where it is.
    await inNode(fresh.lab, first, 'ip neigh add 10.0.0.250 lladdr 02:00:5e:00:00:03 dev vx77');
    const refused = await perform(fresh.loaded, { command: 'undo', step: 'link' });
    expect(errorOf(refused, 'link', first)).toMatchObject({ message: expect.stringContaining('10.0.0.250') });
    expect(await inNode(fresh.lab, first, tables)).toBe('10.0.0.250 lladdr 02:00:5e:00:00:03 PERMANENT \n');
    await inNode(fresh.lab, first, 'ip neigh del 10.0.0.250 dev vx77');
    for (const [step, left] of [
      ['link', 'br-lab'],
      ['workers', 'br-lab vx77'],
      ['network', ''],
    ] as const) {
      await mustPerform(fresh.loaded, { command: 'run', only: built });
      expect(await inNode(fresh.lab, first, tables)).toBe(entries);
      await mustPerform(fresh.loaded, { command: 'undo', step });
      const links = await inNode(
        fresh.lab,
        first,
        'for l in br-lab vx77; do ip link show $l >/dev/null 2>&1 && echo $l; done; :',
      );
      expect(links.trim().replace('\n', ' '), step).toBe(left);
    }
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
  });

  test('a link or a bridge of the lab’s names that was there before is refused in the plan, and stays', async () => {
    const [first = '', second = ''] = fresh.nodes;
    const theirs = {
      vx77: { node: first, make: 'ip link add vx77 type vxlan id 500 dstport 4790 local 192.168.236.130' },
      'br-lab': { node: second, make: 'ip link add br-lab type bridge' },
    };
    for (const [name, { node, make }] of Object.entries(theirs)) {
      await inNode(fresh.lab, node, make);
      const before = await statesOf(fresh.lab, fresh.nodes);
      const plan = await perform(fresh.loaded, { command: 'check' });
      expect(plan.result.errors[0]).toMatchObject({ code: 'refused', node, message: expect.stringContaining(name) });
      expect((await perform(fresh.loaded, { command: 'run' })).result.ok).toBe(false);
      await perform(fresh.loaded, { command: 'reset' });
      expect(changesBetween(before, await statesOf(fresh.lab, fresh.nodes))).toEqual([]);
      await inNode(fresh.lab, node, `ip link delete ${name}`);
    }
  });

  test('a worker, a link and entries that went missing are made again', async () => {
    const [first = '', second = ''] = fresh.nodes;
    await mustPerform(fresh.loaded, { command: 'run', only: built });
    await inNode(fresh.lab, first, 'ip link delete vx77');
    await inNode(fresh.lab, second, 'docker rm -f worker-2; ip neigh flush dev vx77 nud permanent');
    expect((await perform(fresh.loaded, { command: 'check', only: ['link', 'peers'] })).result.ok).toBe(true);
    await mustPerform(fresh.loaded, { command: 'run', only: [...built, 'ping'] });
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
  });

  test('the lesson’s commands, typed, are recognised step by step', async () => {
    const told = await mustPerform(fresh.loaded, { command: 'run', only: ['image'] });
    expect(told.result.changes).toBe(2);
    await typeSteps(fresh.loaded, ['network', 'link', 'workers', 'peers']);
    const checked = await perform(fresh.loaded, { command: 'run', only: [...built, 'ping'] });
    expect(checked.result).toMatchObject({ ok: true, changes: 0 });
  });
});

describe.skipIf(!labFile)('the track vxlan that floods and learns', () => {
  const fresh = freshForEach(() => asVxlan('flood'));

  test('builds without an address of any worker, and is reset equal', async () => {
    const [first = ''] = fresh.nodes;
    await mustPerform(fresh.loaded, { command: 'run', only: [...built, 'ping', 'tunnel'] });
    const entries = await inNode(fresh.lab, first, tables);
    expect(entries).toContain('00:00:00:00:00:00 dst 192.168.236.131 self permanent');
    expect(entries).not.toMatch(/lladdr/);
    expect((await mustPerform(fresh.loaded, { command: 'run', only: built })).result.changes).toBe(0);
    // The other way round: its links are recreated.
    const told = { ...fresh.loaded, lab: { ...fresh.loaded.lab, vxlan: { variant: 'control-plane' as const } } };
    await mustPerform(told, { command: 'run', only: [...built, 'ping'] });
    expect(await inNode(fresh.lab, first, tables)).not.toContain('00:00:00:00:00:00');
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
  });
});
