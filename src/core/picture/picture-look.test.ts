import { expect, it } from 'vitest';
import { pictureLook } from './picture-look.ts';

const line = (space: string, part: string, text: string) => `${space} ${part} ${Buffer.from(text).toString('base64')}`;
const read = (...lines: string[]) =>
  pictureLook.read({ status: 0, stdout: `${lines.join('\n')}\n`, stderr: '' }, { node: 'node1', args: {} });

const vxlan = {
  ...{ ifname: 'vxlan0', ifindex: 5, link_index: 5, link_netnsid: 0, mtu: 1450, flags: ['UP'], master: 'br0' },
  linkinfo: { info_kind: 'vxlan', info_data: { id: 256, port: 4789 } },
  addr_info: [{ local: 'fe80::1', prefixlen: 64 }],
};

it('reads links, what was learned, daemons, rules and switches', () => {
  const look = read(
    line('-', 'links', '[]'),
    line('-', 'daemons', 'etcd\ndockerd\n'),
    line('-', 'engine', 'active\n'),
    line('-', 'rules', 'filter -A FORWARD -j DROP\n'),
    line('-', 'switches', 'ovs-lab to-node2 vxlan "192.168.236.131" "77"\novs-lab\n'),
    line('1-5a53df3a71', 'links', JSON.stringify([{ ifname: 'lo', ifindex: 1, flags: ['LOOPBACK'] }, vxlan])),
    line(
      '1-5a53df3a71',
      'forwarding',
      JSON.stringify([
        { mac: '33:33:00:00:00:01', ifname: 'br0', flags: ['self'], state: 'permanent' },
        { mac: '02:42:0a:00:00:03', ifname: 'vxlan0', dst: '192.168.236.131', flags: ['self'], state: 'permanent' },
        { mac: '02:42:0a:00:00:02', ifname: 'veth0', flags: [], master: 'br0', state: '' },
      ]),
    ),
  );
  expect(look).toMatchObject({ docker: true, etcd: true, isAwake: true, rules: ['filter -A FORWARD -j DROP'] });
  expect(look.switches).toEqual([
    { name: 'ovs-lab', ports: [{ name: 'to-node2', type: 'vxlan', remote: '192.168.236.131', key: '77' }] },
  ]);
  expect(look.spaces[1]).toEqual({
    name: '1-5a53df3a71',
    links: [
      {
        ...{ name: 'vxlan0', index: 5, mtu: 1450, isUp: true, kind: 'vxlan', master: 'br0' },
        ...{ vni: 256, port: 4789, addresses: [] },
      },
    ],
    routes: [],
    neighbours: [],
    forwarding: [
      { mac: '02:42:0a:00:00:03', link: 'vxlan0', to: '192.168.236.131', isFixed: true },
      { mac: '02:42:0a:00:00:02', link: 'veth0', isFixed: false },
    ],
  });
});

it('counts what came and went by each link, by the clock of that moment', () => {
  const counter = { rx: { bytes: 7, packets: 1 }, tx: { bytes: 9, packets: 1 } };
  const links = JSON.stringify([
    { ...vxlan, stats64: counter },
    { ...vxlan, ifname: 'other', stats64: 'none' },
  ]);
  const look = read('1-5a53df3a71 clock 1703562', line('1-5a53df3a71', 'links', links));
  const count = { space: '1-5a53df3a71', link: 'vxlan0', index: 5, received: 7, sent: 9, at: 17035.62 };
  expect(look.counts).toEqual([count]);
  expect(JSON.stringify(look.spaces)).not.toContain('stats64');
  expect(read(line('1-5a53df3a71', 'links', links)).counts).toEqual([]);
});

it('does not have an engine asked that is being stopped, or is gone', () => {
  expect(read(line('-', 'daemons', 'dockerd'), line('-', 'engine', 'deactivating')).isAwake).toBe(false);
  expect(read(line('-', 'daemons', 'etcd'), line('-', 'engine', 'inactive')).isAwake).toBe(false);
});

it('takes what is no list for an empty one, and cleans and cuts the rest', () => {
  const broken = read(line('-', 'links', '[{"ifname":"host0"'), line('-', 'neighbours', '{}'), 'x', '- links !');
  expect(broken.spaces).toEqual([{ name: '', links: [], routes: [], neighbours: [], forwarding: [] }]);
  const long = read(line('-', 'rules', `${'a'.repeat(900)}\u001b[31m\n`.repeat(2000)));
  expect(long.rules).toHaveLength(1000);
  expect(long.rules[0]).toHaveLength(400);
});
