import { describe, expect, test } from 'vitest';
import { freshForEach } from '../support/nodes/fresh-lab.ts';
import { changesBetween, statesOf } from '../support/nodes/node-state.ts';
import { inNode } from '../support/nodes/practice.ts';
import { labFile, mustPerform, type Told } from '../support/nodes/run-lab.ts';
import { typeSteps } from '../support/nodes/type-steps.ts';

/** What a person types who follows a lesson without a store, from the first command to the last that changes a node. */
const lessons = {
  vxlan: ['image', 'network', 'link', 'workers', 'peers'],
  routed: ['image', 'network', 'workers', 'routes', 'rules'],
  ovs: ['image', 'network', 'switch', 'workers', 'ports'],
} as const;

/** Others' things, as like the lesson's as can be. */
const plant = `set -e
docker network create --subnet 10.250.0.0/24 others >/dev/null
ip link add vx78 type vxlan id 78 dstport 4790 local 10.250.0.1
ip route add 10.245.2.0/24 via 192.168.236.131 proto 78
iptables -I DOCKER-USER -s 10.245.0.0/16 -m comment --comment "overlay-lab:another" -j ACCEPT
ovs-vsctl add-br br-theirs -- set bridge br-theirs datapath_type=netdev -- add-port br-theirs vx-9 -- set interface vx-9 type=vxlan options:remote_ip=10.250.0.9 options:key=77
printf 'router id 10.250.0.1;\\nprotocol device { }\\nprotocol bgp { local 10.250.0.1 as 64513; neighbor 10.250.0.9 as 64513; ipv4; }\\n' >/run/others.conf
bird -c /run/others.conf -s /run/others.ctl -P /run/others.pid`;

/** What of theirs is in no list that these tests compare. */
const theirs = `ovs-vsctl show | grep -E 'Bridge|Port'; ovs-appctl ovs/route/show | grep User; pgrep -ax bird | cut -d' ' -f2-; ls -d /run/lab-bird* /run/others*; :`;

const swarm = [
  ['node1', 'docker swarm init --advertise-addr 192.168.236.130 >/dev/null; docker swarm join-token -q worker'],
  ['node2', 'docker swarm join --advertise-addr 192.168.236.131 --token "$1" 192.168.236.130:2377 >/dev/null'],
  ['node1', 'docker network create -d overlay --attachable myapp >/dev/null'],
] as const;

const proofsOf = ({ result }: Told) => result.proofs.filter(({ kind }) => kind === 'typed');
const leftOf = (told: Told) => proofsOf(told).flatMap(({ left = [] }) => left);

describe.skipIf(!labFile)('a lab that was typed by hand as a lesson without a store has it', () => {
  const fresh = freshForEach();

  test.for(['vxlan', 'routed', 'ovs'] as const)('%s: a reset takes it back, and nothing of others', async (track) => {
    const loaded = { ...fresh.loaded, lab: { ...fresh.loaded.lab, track } };
    await inNode(fresh.lab, 'node1', plant);
    const before = await statesOf(fresh.lab, fresh.nodes);
    const stood = await inNode(fresh.lab, 'node1', theirs);
    await typeSteps(loaded, lessons[track]);
    // Its routes are told in both ways.
    if (track === 'routed')
      await typeSteps({ ...loaded, lab: { ...loaded.lab, routed: { routes: 'bgp' } } }, ['routes']);
    expect(await inNode(fresh.lab, 'node2', 'docker ps -q --filter name=worker-2 | wc -l')).toBe('1\n');
    const told = await mustPerform(loaded, { command: 'reset', depth: 'typed' });
    expect(proofsOf(told).map(({ differences }) => differences)).toEqual([[], []]);
    expect(leftOf(told)).toEqual([expect.stringMatching(/^route to 10\.245\.2\.0\/24 .*nothing shows/)]);
    expect(changesBetween(before, await statesOf(fresh.lab, fresh.nodes))).toEqual([]);
    expect(await inNode(fresh.lab, 'node1', theirs)).toBe(stood);
    expect(await inNode(fresh.lab, 'node2', theirs)).toBe('');
  });

  test('a swarm: all nodes leave it, and workers and network go', async () => {
    const loaded = { ...fresh.loaded, lab: { ...fresh.loaded.lab, track: 'swarm' as const } };
    const before = await statesOf(fresh.lab, fresh.nodes);
    await typeSteps(loaded, ['image']);
    let token = '';
    for (const [node, source] of swarm) token = (await inNode(fresh.lab, node, source, [token])).trim() || token;
    await typeSteps(loaded, ['workers']);
    expect(await inNode(fresh.lab, 'node2', 'docker ps -q --filter name=worker-2 | wc -l')).toBe('1\n');
    const told = await mustPerform(loaded, { command: 'reset', depth: 'typed' });
    expect(proofsOf(told).map(({ differences }) => differences)).toEqual([[], []]);
    expect(leftOf(told)).toEqual([]);
    expect(changesBetween(before, await statesOf(fresh.lab, fresh.nodes))).toEqual([]);
  });
});
