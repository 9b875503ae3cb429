import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFixture } from './fixtures/read-fixtures.ts';
import { parseCapture, parseForwarding, parseTunnel } from './tunnel.ts';

const link = readFixture('iproute2-6.1.0-tunnel');
const table = readFixture('iproute2-6.1.0-forwarding');
const capture = readFixture('tcpdump-4.99.3-vxlan');

describe('what a node shows of its tunnel', () => {
  it('has a VNI and a port', () => {
    expect(parseTunnel(link)).toEqual({ ok: true, value: { device: 'vxlan0', vni: 256, port: 4789 } });
  });

  it('says which MAC sits behind which machine, and leaves out what is here', () => {
    expect(parseForwarding(table)).toEqual([{ mac: '02:42:0a:00:00:03', address: '192.168.236.131' }]);
  });

  it('shows a packet from machine to machine', () => {
    expect(parseCapture(capture)).toEqual({ from: '192.168.236.130', to: '192.168.236.131', vni: 256, headers: 50 });
  });

  it('counts its headers by the lengths that were caught, and says nothing where it cannot', () => {
    const longer = capture.replaceAll('length 154:', 'length 158:');
    expect(parseCapture(longer)).toMatchObject({ headers: 54 });
    const older = capture.replaceAll('LINUX_SLL2', 'LINUX_SLL').replaceAll('length 154:', 'length 150:');
    expect(parseCapture(older)).toMatchObject({ headers: 50 });
    for (const text of [capture.replaceAll('SLL2', 'X'), capture.replaceAll('length 98:', 'length 9999:')])
      expect(parseCapture(text)).toEqual({ from: '192.168.236.130', to: '192.168.236.131', vni: 256 });
  });

  it('has no port where an old ip does not print it, and no number that cannot be one', () => {
    expect(parseTunnel(link.replace('dstport 4789', 'port 32768 61000'))).toMatchObject({ ok: true });
    expect(parseTunnel(link.replace('dstport 4789', ''))).not.toHaveProperty('value.port');
    expect(parseTunnel(link.replace('id 256', 'id 16777216'))).toMatchObject({ ok: false });
    expect(parseTunnel('')).toEqual({ ok: false, reason: 'ip shows no tunnel' });
  });

  it('takes no name for an address', () => {
    expect(parseForwarding(table.replace('dst 192.168.236.131', 'dst evil.example'))).toEqual([]);
    expect(parseCapture(capture.replaceAll('192.168.236.131', 'evil.example'))).toBeUndefined();
    expect(parseCapture('tcpdump: any: You don’t have permission to capture on that device')).toBeUndefined();
  });
});

it.each([
  ['parseForwarding', parseForwarding, table],
  ['parseCapture', parseCapture, capture],
] as const)('%s survives a character changed anywhere in what was recorded', (_, parse, text) => {
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ unit: 'binary', maxLength: 2 }), (at, changed) => {
      expect(() => parse(text.slice(0, at) + changed + text.slice(at + 1))).not.toThrow();
    }),
  );
});
