import { expect, it } from 'vitest';
import { type Lab, labSchema } from '../../shared/lab/lab.ts';
import type { TrackId } from '../../shared/tracks/tracks.ts';
import type { LinkSeen } from '../diagnose/look/parse-parts.ts';
import { type End, pathOf, spotsOf } from './points.ts';

const link = (name: string, kind?: string, master?: string): LinkSeen => ({
  ...{ name, mtu: 1500, isUp: true, mac: '', ...(kind && { kind }), ...(master && { master }) },
});
const lab = (track: TrackId, more: object = {}): Lab =>
  labSchema.parse({
    ...{ name: 'one', track, network: {}, ...more },
    nodes: [1, 2].map((number) => ({ name: `node${number}`, address: `192.168.236.13${number}`, ssh: { host: 'a' } })),
  });

function end(number: 1 | 2, links: LinkSeen[], isOverlay = false): End {
  const [machine, address] = [`192.168.236.13${number}`, `10.0.0.${number}`];
  const overlay = {
    file: '/var/run/docker/netns/1-abc',
    links: [link('br0', 'bridge'), link('vxlan0', 'vxlan', 'br0')],
    addresses: [],
  };
  return {
    ...{ node: `node${number}`, machine, address },
    standing: {
      pid: 9,
      // In userspace the outer switch has the machine's address too.
      machine: {
        links,
        addresses: [
          { link: 'ovs-phy', address: machine },
          { link: 'host0', address: machine },
        ],
      },
      worker: {
        links: [link('lo'), link('eth0'), ...(isOverlay ? [link('eth1')] : [])],
        addresses: [{ link: 'eth0', address }],
      },
      ...(isOverlay && { overlay }),
      tools: [],
    },
  };
}

const ping = { kind: 'ping', port: 47_000 } as const;
const wayOf = (of: Lab, links: LinkSeen[], isOverlay = false) => {
  const [from, to] = [end(1, links, isOverlay), end(2, links, isOverlay)];
  const [near, far] = [spotsOf(of, from, to, ping), spotsOf(of, to, from, ping)];
  return {
    near,
    path: pathOf(near, far)
      .join(' ')
      .replaceAll(/node\d\//g, ''),
  };
};
const bridge = link('br-lab', 'bridge');

it.each([
  ['swarm', [link('docker_gwbridge', 'bridge')], true, 'eth0 br0 vxlan0 host0 host0 vxlan0 br0 eth0'],
  ['vxlan', [bridge, link('vx77', 'vxlan', 'br-lab')], false, 'eth0 br-lab vx77 host0 host0 vx77 br-lab eth0'],
  ['routed', [bridge], false, 'eth0 br-lab host0 host0 br-lab eth0'],
  ['ovs', [bridge, link('lab-in')], false, 'eth0 br-lab lab-in host0 host0 lab-in br-lab eth0'],
] as const)('on the track %s a packet passes what there is', (track, links, isOverlay, path) => {
  const way = wayOf(lab(track), [...links], isOverlay);
  expect(way.path).toBe(path);
  const out = way.near.filter(({ place }) => place === 'out' || place === 'gateway').map(({ device }) => device);
  expect(out).toEqual(isOverlay ? ['eth1', 'docker_gwbridge'] : []);
});

it('catches between the machines only what goes to the other one, on the lab’s own port, and knows what it cannot read', () => {
  const filterOf = (of: Lab) => wayOf(of, [], true).near.find(({ place }) => place === 'machine');
  expect(filterOf(lab('etcd'))?.catch.filter).toContain('host 192.168.236.132 and (udp port 4789 or');
  expect(filterOf(lab('swarm', { swarm: { dataPathPort: 4790 } }))?.catch.filter).toContain('udp port 4790');
  expect(filterOf(lab('swarm', { swarm: { encrypted: true } }))).toMatchObject({ encrypted: true });
});

it('takes no device for a word of a shell or an option', () => {
  const path = wayOf(lab('vxlan'), [bridge, link('x;reboot', 'vxlan', 'br-lab')]).path;
  expect(path).toBe('eth0 br-lab host0 host0 br-lab eth0');
});
