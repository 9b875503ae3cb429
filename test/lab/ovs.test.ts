import { describe, expect, onTestFinished, test } from 'vitest';
import { follow, lossesIn } from '../faults/followed/follow-trial.ts';
import { freshForEach } from '../support/nodes/fresh-lab.ts';
import { changesBetween, statesOf } from '../support/nodes/node-state.ts';
import { inNode } from '../support/nodes/practice.ts';
import {
  differencesOf,
  findingOf,
  freshLab,
  labFile,
  mustPerform,
  outputsOf,
  perform,
} from '../support/nodes/run-lab.ts';
import { plugIn } from '../support/nodes/stranger.ts';
import { typeSteps } from '../support/nodes/type-steps.ts';

const built = ['image', 'network', 'switch', 'workers', 'ports'];

/** Others' switches and ports: with a mark that is like the lab's, a tunnel to the same machine, a switch beside. */
const plant = `set -e
ovs-vsctl add-br ovs-lab2 -- set bridge ovs-lab2 datapath_type=netdev external_ids:overlay-lab=another
ovs-vsctl add-port ovs-lab2 vx-9 -- set interface vx-9 type=vxlan options:remote_ip=192.168.236.131 options:key=99 -- set port vx-9 external_ids:overlay-lab=another
ovs-vsctl add-br br-theirs -- set bridge br-theirs datapath_type=netdev external_ids:not-overlay-lab="$1"
ovs-vsctl add-port br-theirs tap-theirs -- set interface tap-theirs type=internal`;
const remove = 'ovs-vsctl --if-exists del-br ovs-lab2 -- --if-exists del-br br-theirs';

/** All that Open vSwitch was told, and the ways that are in no database. */
const switches = `ovs-vsctl show | sed '/^[0-9a-f-]*$/d'; ovs-vsctl --columns=name,external_ids list bridge; ovs-appctl ovs/route/show | grep User; :`;
const own = `ovs-vsctl list-br | grep -E '^ovs-(lab|phy)$'; ovs-vsctl list-ports ovs-lab 2>/dev/null; ovs-appctl ovs/route/show | grep -c User; :`;

/**
 * Who is heard by worker-2 through its switch's tunnel: a stranger's packet, then one with node1's address. Who asks a worker for its
 * MAC address is among its neighbours afterwards.
 */
async function whoGetsIn(lab: string): Promise<string[]> {
  const stranger = await plugIn(lab, '192.168.236.199');
  onTestFinished(() => stranger.leave());
  const format = '{{.State.Pid}} {{.NetworkSettings.Networks.myapp.IPAddress}}';
  const [pid = '', asked = ''] = (await inNode(lab, 'node2', `docker inspect -f '${format}' worker-2`))
    .trim()
    .split(' ');
  const as = (last: number) => asked.replace(/\d+$/, String(last));
  const wrapped = { to: '192.168.236.131', vni: 77, asked };
  await stranger.wraps({ ...wrapped, from: '192.168.236.199', asking: as(77) });
  await stranger.wraps({ ...wrapped, from: '192.168.236.130', asking: as(78) });
  const heard = `nsenter -t ${pid} -n ip neigh show`;
  await inNode(lab, 'node2', `timeout 20 sh -c 'until ${heard} ${as(78)} | grep -q .; do sleep 0.1; done' || :`);
  const all = await inNode(lab, 'node2', heard);
  return [
    ['a stranger', as(77)],
    ['a node', as(78)],
  ].flatMap(([who = '', address]) => (all.includes(`${address} `) ? who : []));
}

describe.skipIf(!labFile)('the track ovs', () => {
  const fresh = freshForEach(async () => {
    const loaded = await freshLab();
    return { ...loaded, lab: { ...loaded.lab, track: 'ovs' } };
  });

  test('builds, says by what packets go, measures, does nothing a second time, and is reset equal beside others’ switches', async () => {
    for (const node of fresh.nodes) await inNode(fresh.lab, node, plant, [fresh.lab]);
    const [first = ''] = fresh.nodes;
    const before = await statesOf(fresh.lab, fresh.nodes);
    const theirs = await inNode(fresh.lab, first, switches);
    const told = await mustPerform(fresh.loaded, { command: 'run' });
    const measured = told.events.flatMap((event) => (event.type === 'measurement' ? [event.measurement] : []));
    expect(new Set(measured.map(({ kind }) => kind))).toEqual(new Set(['interface', 'ping', 'bandwidth', 'tunnel']));
    for (const one of measured) if (one.kind === 'ping') expect(one).toMatchObject({ lossPercent: 0 });
    expect(findingOf(told, 'switch', first)?.summary).toMatch(/userspace|kernel’s datapath/);
    expect(findingOf(told, 'tunnel', first)?.summary).toMatch(/VNI 77, UDP 4789, packet/);
    expect(outputsOf(told, 'ports').join('\n')).toMatch(/remote_ip="192\.168\.236\.131"/);
    expect((await mustPerform(fresh.loaded, { command: 'run' })).result.changes).toBe(0);
    expect(lossesIn(await follow(fresh.loaded))).toEqual([]);
    expect(await whoGetsIn(fresh.lab)).toEqual(['a node']);
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
    expect(changesBetween(before, await statesOf(fresh.lab, fresh.nodes))).toEqual([]);
    expect(await inNode(fresh.lab, first, switches)).toBe(theirs);
    for (const node of fresh.nodes) await inNode(fresh.lab, node, remove);
  });

  test('each step is taken back with what depends on it, and nothing else', async () => {
    const [first = ''] = fresh.nodes;
    await mustPerform(fresh.loaded, { command: 'run', only: built });
    const standing = await inNode(fresh.lab, first, own);
    expect(standing).toBe('ovs-lab\novs-phy\nlab-in\nvx-2\n1\n');
    for (const [step, left] of [
      ['ports', 'ovs-lab\novs-phy\nlab-in\n0\n'],
      ['workers', 'ovs-lab\novs-phy\nlab-in\n0\n'],
      ['switch', '0\n'],
      ['network', '0\n'],
    ] as const) {
      await mustPerform(fresh.loaded, { command: 'undo', step });
      expect(await inNode(fresh.lab, first, own), step).toBe(left);
      await mustPerform(fresh.loaded, { command: 'run', only: built });
      expect(await inNode(fresh.lab, first, own)).toBe(standing);
    }
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
  });

  test('a switch or a port of the lab’s names that was there before is refused in the plan, and stays', async () => {
    const [first = ''] = fresh.nodes;
    await inNode(fresh.lab, first, 'ovs-vsctl add-br ovs-lab -- set bridge ovs-lab datapath_type=netdev');
    const plan = await perform(fresh.loaded, { command: 'check' });
    expect(plan.result.errors[0]).toMatchObject({ code: 'refused', step: 'switch', node: first });
    expect((await perform(fresh.loaded, { command: 'run' })).result.ok).toBe(false);
    await perform(fresh.loaded, { command: 'reset' });
    expect(await inNode(fresh.lab, first, own)).toBe('ovs-lab\n0\n');
    await inNode(fresh.lab, first, 'ovs-vsctl del-br ovs-lab');
    await mustPerform(fresh.loaded, { command: 'run', only: ['image', 'network', 'switch', 'workers'] });
    await inNode(fresh.lab, first, 'ovs-vsctl add-port ovs-lab vx-2 -- set interface vx-2 type=internal');
    const again = await perform(fresh.loaded, { command: 'check' });
    expect(again.result.errors[0]).toMatchObject({ code: 'refused', step: 'ports', node: first });
    await inNode(fresh.lab, first, 'ovs-vsctl del-port vx-2');
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
  });

  test('what a restart of Open vSwitch or somebody took away is made again', async () => {
    const [first = '', second = ''] = fresh.nodes;
    await mustPerform(fresh.loaded, { command: 'run', only: built });
    await inNode(fresh.lab, first, 'systemctl restart openvswitch-switch ovs-vswitchd');
    await inNode(fresh.lab, second, 'ovs-vsctl del-port vx-1; ip link set lab-in nomaster');
    await mustPerform(fresh.loaded, { command: 'run', only: [...built, 'ping'] });
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
  });

  test('a node on which Open vSwitch does not run is told so with what helps, and gets nothing', async () => {
    const [first = ''] = fresh.nodes;
    onTestFinished(async () => void (await inNode(fresh.lab, first, 'systemctl start openvswitch-switch')));
    await inNode(fresh.lab, first, 'systemctl stop openvswitch-switch ovs-vswitchd ovsdb-server');
    const plan = await perform(fresh.loaded, { command: 'run' });
    expect(findingOf(plan, 'preflight', first)?.problems).toContainEqual(
      expect.objectContaining({ level: 'error', code: 'ovs', remedy: expect.stringMatching(/systemctl start/) }),
    );
    expect(plan.result.ok).toBe(false);
    expect(await inNode(fresh.lab, first, 'docker network ls -q -f name=myapp; docker images -q')).toBe('');
    await mustPerform(fresh.loaded, { command: 'reset' });
    // Where it has something of the lab's, nobody says that it is gone.
    await inNode(fresh.lab, first, 'systemctl start openvswitch-switch');
    await mustPerform(fresh.loaded, { command: 'run', only: ['image', 'network', 'switch'] });
    await inNode(fresh.lab, first, 'systemctl stop openvswitch-switch ovs-vswitchd ovsdb-server');
    expect((await perform(fresh.loaded, { command: 'reset' })).result.ok).toBe(false);
    await inNode(fresh.lab, first, 'systemctl start openvswitch-switch');
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
  });

  test('the lesson’s commands, typed, are recognised step by step', async () => {
    await mustPerform(fresh.loaded, { command: 'run', only: ['image'] });
    await typeSteps(fresh.loaded, ['network', 'switch', 'workers', 'ports']);
    const checked = await perform(fresh.loaded, { command: 'run', only: [...built, 'ping'] });
    expect(checked.result).toMatchObject({ ok: true, changes: 0 });
    for (const node of fresh.nodes)
      await inNode(
        fresh.lab,
        node,
        `ovs-vsctl del-br ovs-lab -- del-br ovs-phy; for r in $(ovs-appctl ovs/route/show | sed -n 's/^User: \\([^ ]*\\) .*/\\1/p'); do ovs-appctl ovs/route/del $r; done`,
      );
  });
});
