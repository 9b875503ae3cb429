import { describe, expect, test } from 'vitest';
import { follow, lossesIn } from '../faults/followed/follow-trial.ts';
import { freshForEach } from '../support/nodes/fresh-lab.ts';
import { changesBetween, statesOf } from '../support/nodes/node-state.ts';
import { inNode } from '../support/nodes/practice.ts';
import { differencesOf, freshLab, labFile, mustPerform, outputsOf, perform } from '../support/nodes/run-lab.ts';
import { typeSteps } from '../support/nodes/type-steps.ts';

const built = ['image', 'network', 'workers', 'routes', 'rules'];

/** Others' routes and rules, as like the lab's as can be: its subnets, its protocol's neighbour, its comment with more in it. */
const plant = `set -e
ip route add 10.245.2.0/24 via 192.168.236.131
ip route add 10.246.2.0/24 via 192.168.236.131 proto 78
iptables -I DOCKER-USER -s 10.244.0.0/16 -d 10.244.0.0/16 -j ACCEPT
iptables -I DOCKER-USER -s 10.245.0.0/16 -m comment --comment "overlay-lab:another" -j ACCEPT
iptables -I DOCKER-USER -s 10.245.0.0/16 -m comment --comment "not overlay-lab:$1 at all" -j RETURN`;

const remove = `ip route delete 10.245.2.0/24; ip route delete 10.246.2.0/24
iptables -F DOCKER-USER; iptables -A DOCKER-USER -j RETURN`;

const learned = 'ip -4 route show proto bird metric 77';

const ways = `ip route | grep 10.244.2 || :; iptables -S DOCKER-USER | grep -F '"overlay-lab:' || :`;

describe.skipIf(!labFile)('the track routed', () => {
  const fresh = freshForEach(async () => {
    const loaded = await freshLab();
    return { ...loaded, lab: { ...loaded.lab, track: 'routed' } };
  });

  test('builds, shows the TTL of two routers, does nothing a second time, and is reset equal beside others’ routes and rules', async () => {
    await inNode(fresh.lab, fresh.nodes[0] ?? '', plant, [fresh.lab]);
    const before = await statesOf(fresh.lab, fresh.nodes);
    const told = await mustPerform(fresh.loaded, { command: 'run' });
    const kinds = told.events.flatMap((event) => (event.type === 'measurement' ? [event.measurement.kind] : []));
    expect(new Set(kinds)).toEqual(new Set(['interface', 'ping', 'bandwidth']));
    // As it left the machine: nothing was put around it.
    const wire = told.events.flatMap((event) =>
      event.type === 'measurement' && event.measurement.kind === 'ping' ? [event.measurement.headers] : [],
    );
    expect(wire).toEqual([0, 0]);
    expect(outputsOf(told, 'ping').join('\n')).toMatch(/ttl=62/);
    expect((await mustPerform(fresh.loaded, { command: 'run' })).result.changes).toBe(0);
    expect(lossesIn(await follow(fresh.loaded))).toEqual([]);
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
    expect(changesBetween(before, await statesOf(fresh.lab, fresh.nodes))).toEqual([]);
    await inNode(fresh.lab, fresh.nodes[0] ?? '', remove);
  });

  test('each step is taken back with what depends on it, and nothing else', async () => {
    const [first = ''] = fresh.nodes;
    await mustPerform(fresh.loaded, { command: 'run', only: built });
    const standing = await inNode(fresh.lab, first, ways);
    expect(standing).toMatch(/^10\.244\.2\.0\/24 via [\s\S]*overlay-lab:/);
    for (const [step, left] of [
      ['rules', /^10\.244\.2\.0\/24 via [^\n]*\n$/],
      ['routes', /^$/],
      ['network', /^$/],
    ] as const) {
      await mustPerform(fresh.loaded, { command: 'undo', step });
      expect(await inNode(fresh.lab, first, ways), step).toMatch(left);
      await mustPerform(fresh.loaded, { command: 'run', only: built });
      expect(await inNode(fresh.lab, first, ways)).toBe(standing);
    }
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
  });

  test('a route that leads another way is refused in the plan, and stays', async () => {
    const [first = ''] = fresh.nodes;
    await mustPerform(fresh.loaded, { command: 'run', only: ['image', 'network'] });
    await inNode(fresh.lab, first, 'ip route add 10.244.2.0/24 via 192.168.236.139');
    const plan = await perform(fresh.loaded, { command: 'check' });
    expect(plan.result.errors[0]).toMatchObject({ code: 'refused', step: 'routes', node: first });
    await perform(fresh.loaded, { command: 'reset' });
    expect(await inNode(fresh.lab, first, ways)).toContain('via 192.168.236.139');
    await inNode(fresh.lab, first, 'ip route delete 10.244.2.0/24');
  });

  test('the lesson’s commands, typed, are recognised step by step', async () => {
    await mustPerform(fresh.loaded, { command: 'run', only: ['image'] });
    await typeSteps(fresh.loaded, ['network', 'workers', 'routes', 'rules']);
    const checked = await perform(fresh.loaded, { command: 'run', only: [...built, 'ping'] });
    expect(checked.result).toMatchObject({ ok: true, changes: 0 });
  });

  test('told by BGP the nodes learn their routes, beside another BIRD’s; killed, it takes them along; reset equal', async () => {
    const [first = '', second = ''] = fresh.nodes;
    const byBgp = { ...fresh.loaded, lab: { ...fresh.loaded.lab, routed: { routes: 'bgp' as const } } };
    await inNode(fresh.lab, first, 'ip route add 10.245.2.0/24 via 192.168.236.131 proto bird metric 32');
    const before = await statesOf(fresh.lab, fresh.nodes);
    const told = await mustPerform(byBgp, { command: 'run', only: [...built, 'ping'] });
    expect(outputsOf(told, 'routes').join('\n')).toMatch(/peer2 +BGP .*Established[\s\S]*10\.244\.2\.0\/24 +unicast/);
    expect(await inNode(fresh.lab, first, learned)).toMatch(/^10\.244\.2\.0\/24 via 192\.168\.236\.131 /);
    expect((await mustPerform(byBgp, { command: 'run', only: built })).result.changes).toBe(0);
    // Nobody else gets to it, and the distribution's own does not run.
    expect(await inNode(fresh.lab, first, 'iptables -S INPUT; systemctl is-active bird || :')).toMatch(
      /--dport 179 -j OVERLAY-LAB\ninactive\n$/,
    );
    await inNode(fresh.lab, second, 'systemctl stop overlay-lab-bird');
    expect(await inNode(fresh.lab, second, learned)).toBe('');
    await mustPerform(byBgp, { command: 'run', only: [...built, 'ping'] });
    await mustPerform(byBgp, { command: 'undo', step: 'routes' });
    expect(await inNode(fresh.lab, first, learned)).toBe('');
    // What a person types is known by what it comes to.
    await typeSteps(byBgp, ['routes']);
    await inNode(fresh.lab, first, `timeout 30 sh -c 'until ${learned} | grep -q .; do sleep 0.2; done'`);
    await inNode(fresh.lab, second, `timeout 30 sh -c 'until ${learned} | grep -q .; do sleep 0.2; done'`);
    const checked = await mustPerform(byBgp, { command: 'run', only: ['image', 'network', 'workers', 'routes'] });
    expect(checked.result.changes).toBe(0);
    for (const node of fresh.nodes)
      await inNode(fresh.lab, node, 'birdc -s /run/lab-bird.ctl down; rm -f /run/lab-bird.*');
    expect(differencesOf(await mustPerform(byBgp, { command: 'reset' }))).toEqual([]);
    expect(changesBetween(before, await statesOf(fresh.lab, fresh.nodes))).toEqual([]);
    await inNode(fresh.lab, first, 'ip route delete 10.245.2.0/24');
  });
});
