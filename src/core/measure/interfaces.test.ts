import { describe, expect, it } from 'vitest';
import { readFixture, readFixtures } from './fixtures/read-fixtures.ts';
import type { Interface, InterfaceAddress } from './interface.ts';
import { parseInterfaces } from './interfaces.ts';
import { parseIpJson } from './ip-json.ts';
import { parseIpText } from './ip-text.ts';

const at = (address: string, prefixLength: number): InterfaceAddress => ({
  address,
  prefixLength,
  family: address.includes(':') ? 'ipv6' : 'ipv4',
});

/** The namespace all fixtures were recorded in. */
const namespace: Interface[] = [
  { name: 'lo', mac: '00:00:00:00:00:00', mtu: 65536, up: true, addresses: [at('127.0.0.1', 8), at('::1', 128)] },
  {
    name: 'eth0',
    mac: '02:42:0a:63:00:02',
    mtu: 1450,
    up: true,
    addresses: [at('10.99.0.2', 24), at('fd00::2', 64), at('fe80::42:aff:fe63:2', 64)],
    kind: 'veth',
  },
  {
    name: 'eth1',
    mac: '02:42:ac:12:00:02',
    mtu: 1500,
    up: true,
    addresses: [at('172.18.0.2', 16), at('fe80::42:acff:fe12:2', 64)],
    kind: 'veth',
  },
  { name: 'br0', mac: '02:42:00:00:00:01', mtu: 1450, up: true, addresses: [at('10.0.0.1', 24)], kind: 'bridge' },
  { name: 'vxlan0', mac: '02:42:00:00:00:01', mtu: 1450, up: false, addresses: [], kind: 'vxlan', vni: 256 },
];

function shown(tool: string, name: string): Interface[] {
  const plain = namespace.map(({ kind, vni, ...rest }) => (/^(addr|link)/.test(name) ? { ...rest, kind, vni } : rest));
  if (name.startsWith('link')) return plain.map((face) => ({ ...face, addresses: [] }));
  if (name.endsWith('oneline')) {
    return plain
      .filter((face) => face.addresses.length > 0)
      .map((face) => ({ ...face, mac: null, mtu: null, up: null }));
  }
  // ifconfig shows no MAC of the loopback.
  if (name === 'ifconfig') return plain.map((face) => (face.name === 'lo' ? { ...face, mac: null } : face));
  return tool === 'iproute2' || tool === 'busybox' ? plain : [];
}

const sorted = (faces: Interface[]) =>
  faces
    .map((face) => ({ ...face, addresses: face.addresses.toSorted((a, b) => (a.address < b.address ? -1 : 1)) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

describe('recorded interfaces', () => {
  const fixtures = readFixtures('iproute2', 'net-tools', 'busybox').filter(({ name }) =>
    /^(addr|link|plain|oneline|ip|ifconfig)(-|$)/.test(name),
  );

  it('is there for each tool', () => {
    expect(new Set(fixtures.map(({ tool, version }) => `${tool} ${version}`)).size).toBe(7);
  });

  it.each(fixtures)('$file', ({ tool, name, text }) => {
    const result = parseInterfaces(text);
    expect(sorted(result.ok ? result.value : [])).toEqual(sorted(shown(tool, name)));
  });
});

describe('unusual interfaces', () => {
  it('are refused, not empty, when the output is not understood', () => {
    for (const text of ['', 'no such thing', '[{"ifname":', '[{"mtu":1500}]', '[1]', '{}', '[{"ifname":""}]']) {
      expect(parseInterfaces(text)).toMatchObject({ ok: false });
      expect(parseIpJson(text)).toMatchObject({ ok: false });
      expect(parseIpText(text)).toMatchObject({ ok: false });
    }
  });

  it('skip the empty objects that iproute2 leaves for what a filter dropped', () => {
    expect(parseIpJson('[{},{"ifname":"eth0","mtu":1450,"flags":["UP"]},{}]')).toMatchObject({
      ok: true,
      value: [{ name: 'eth0', mtu: 1450, up: true, mac: null }],
    });
  });

  it('keep no figure out of range', () => {
    const link = {
      ifname: 'e\u202eth0\x1b[31m',
      mtu: -1,
      address: 'x',
      linkinfo: { info_kind: 'vxlan', info_data: { id: 2 ** 24 } },
    };
    const addresses = [{ local: '10.0.0.1', prefixlen: 33 }, { local: '10.0.0.256', prefixlen: 24 }, {}];
    expect(parseIpJson(JSON.stringify([{ ...link, addr_info: addresses }]))).toEqual({
      ok: true,
      value: [{ name: 'eth0', mtu: null, mac: null, up: null, addresses: [], kind: 'vxlan' }],
    });
  });

  it('take no number of another kind for a VNI, and none cut off for an MTU', () => {
    const vlan = { ifname: 'eth0.5', mtu: 14, linkinfo: { info_kind: 'vlan', info_data: { id: 5 } } };
    const result = parseIpJson(JSON.stringify([vlan]));
    expect(result).toMatchObject({ value: [{ kind: 'vlan', mtu: null }] });
    expect(result).not.toHaveProperty('value.0.vni');
  });

  it('have no address under a mask that is none', () => {
    const text = 'eth0      Link encap:Ethernet\n          inet addr:10.0.0.2  Mask:255.0.255.0\n';
    expect(parseInterfaces(text)).toMatchObject({ value: [{ name: 'eth0', addresses: [] }] });
    expect(parseInterfaces(text.replace('255.0.255.0', '255.255.254.0'))).toHaveProperty(
      'value.0.addresses.0.prefixLength',
      23,
    );
  });

  it('are not up because of LOWER_UP', () => {
    const text = '2: eth0@if5: <BROADCAST,LOWER_UP> mtu 1450 qdisc noop\n';
    expect(parseInterfaces(text)).toMatchObject({ value: [{ name: 'eth0', mtu: 1450, up: false }] });
  });

  it('join what `ip -o link` and `ip -o addr` say of one', () => {
    const link =
      '2: eth0@if5: <BROADCAST,UP> mtu 1450 qdisc noop \\    link/ether 02:42:0a:00:00:02 brd ff:ff:ff:ff:ff:ff\n';
    const result = parseIpText(link + readFixture('iproute2-6.1.0-oneline'));
    expect(result).toMatchObject({
      value: [{ name: 'eth0', mtu: 1450, mac: '02:42:0a:00:00:02', addresses: [{}, {}, {}] }, {}, {}, {}],
    });
  });
});
