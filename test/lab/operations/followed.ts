import { expect } from 'vitest';
import { catchPackets } from '../../../src/core/follow/catch-packets.ts';
import { followLook } from '../../../src/core/follow/follow-look.ts';
import { followTalk } from '../../../src/core/follow/follow-program.ts';
import { type Place, type Proof, sh } from './place.ts';

const idOf = async ({ node, network }: Place) =>
  (await sh(node, `docker network inspect -f '{{.Id}}' "${network}"`)).slice(0, 10);

const whoCatches = (place: Place) => sh(place.node, 'pgrep -x tcpdump; pgrep -x timeout; pgrep -x perl; :');

/** What a packet is followed with, where a lab stands. */
export const followed: Record<string, Proof> = {
  [followLook.name]: async (place) => {
    const { node } = place;
    const look = await node.run(followLook, { container: 'worker-1', id: await idOf(place) });
    expect(look.pid).toBe(Number(await sh(node, "docker inspect -f '{{.State.Pid}}' worker-1")));
    expect(look.machine.addresses.map(({ address }) => address)).toContain(node.address);
    expect(look.worker.links.map(({ name }) => name).sort()).toEqual(['eth0', 'eth1', 'lo']);
    expect(look.overlay?.links.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['bridge', 'vxlan', 'veth']));
    expect(look.tools).toContain('tcpdump');
  },
  [followTalk.name]: async (place) => {
    const { node, other } = place;
    const before = await whoCatches(place);
    const common = { kind: 'ping', pid: 1, own: node.address, other: other.address, port: 47_000 } as const;
    const part = { ...common, role: 'send', size: 56, df: false, count: 2, rate: 10 } as const;
    const link = (await sh(node, `ip -o -4 addr | awk '/ ${node.address}\\//{print $2; exit}'`)).trim();
    const at = { namespace: '/proc/1/ns/net', device: link, addresses: [other.address] };
    const catches = [{ ...at, name: 'machine', filter: 'icmp' }];
    const over = new AbortController();
    const begun = await catchPackets(node, { seconds: 30, snap: 200, most: 1e6, part, catches }, over.signal);
    expect(await begun.send(10_000)).toContain('2 received');
    const caught = (await begun.stop()).get('machine');
    expect(caught).toMatchObject({ by: 'tcpdump', missed: 0, cut: false });
    expect(caught?.packets).toHaveLength(4);
    expect(await whoCatches(place)).toBe(before);
  },
};
