import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { decodeFrame } from './decode.ts';
import { arp, bytes, echo, ethernet, icmpError, ipv4, tcp, udp, vxlan } from './fixtures/frames.ts';
import { layerSchema } from './layers.ts';

const port = { vxlanPort: 4789 };
const decode = (frame: readonly number[], options = port) => decodeFrame(bytes(frame), options);
const kinds = (frame: readonly number[], options = port) => decode(frame, options).layers.map(({ is }) => is);

it('reads a ping, header by header', () => {
  const { layers } = decode(ethernet(ipv4(1, echo(3), { ttl: 63, id: 1234, df: true })));
  expect(layers).toEqual([
    { is: 'ethernet', bytes: 14, from: '02:42:0a:00:00:02', to: '02:42:0a:00:00:03', type: 0x0800 },
    {
      ...{ is: 'ipv4', bytes: 20, from: '10.0.0.2', to: '10.0.0.3', ttl: 63, id: 1234, protocol: 1 },
      ...{ df: true, more: false, offset: 0, total: 36 },
    },
    { is: 'icmp', bytes: 8, version: 4, type: 8, code: 0, id: 77, seq: 3 },
    { is: 'data', bytes: 8 },
  ]);
});

it('reads what is inside VXLAN, on the port of the lab alone, and counts the 50 bytes around it', () => {
  const frame = ethernet(ipv4(1, echo(1)));
  const wrapped = vxlan(frame);
  expect(wrapped.length - frame.length).toBe(50);
  expect(kinds(wrapped)).toEqual(['ethernet', 'ipv4', 'udp', 'vxlan', 'ethernet', 'ipv4', 'icmp', 'data']);
  expect(kinds(wrapped, { vxlanPort: 4790 })).toEqual(['ethernet', 'ipv4', 'udp', 'data']);
  expect(kinds(vxlan(frame, { port: 4790 }), { vxlanPort: 4790 })).toContain('vxlan');
  expect(decode(wrapped).layers[3]).toMatchObject({ vni: 256, bytes: 8 });
});

it('reads TCP with its flags, UDP with its data, ARP, and IPv6 with a fragment header', () => {
  expect(decode(ethernet(ipv4(6, tcp([], { seq: 5, flags: 0x12 })))).layers[2]).toMatchObject({ seq: 5, flags: 'SA' });
  const { layers, data } = decode(ethernet(ipv4(17, udp([1, 2, 3]))));
  expect(layers[2]).toMatchObject({ from: 47_001, to: 47_000, length: 11 });
  expect([...data]).toEqual([1, 2, 3]);
  expect(decode(ethernet(arp('10.0.0.2', '10.0.0.3'), { type: 0x0806 })).layers[1]).toMatchObject({
    ...{ asks: true, sender: '10.0.0.2', target: '10.0.0.3' },
  });
  const to6 = [0xfe, 0x80, ...Array.from({ length: 13 }, () => 0), 1];
  const ipv6 = [0x60, 0, 0, 0, 0, 16, 44, 64, ...to6, ...to6, 58, 0, 0, 1, 0, 0, 0, 9, 128, 0, 0, 0, 0, 1, 0, 2];
  const six = decode(ethernet(ipv6, { type: 0x86dd })).layers;
  expect(six[1]).toMatchObject({ from: 'fe80::1', more: true, id: 9, bytes: 48 });
  expect(six[2]).toMatchObject({ version: 6, type: 128, id: 1, seq: 2 });
});

it('reads of an ICMP error what fits and which packet it is about', () => {
  const { layers, about } = decode(ethernet(ipv4(1, icmpError(4, ipv4(17, udp([]), { df: true }), 1450))));
  expect(layers[2]).toMatchObject({ type: 3, code: 4, mtu: 1450 });
  expect(about?.map(({ is }) => is)).toEqual(['ipv4', 'udp']);
});

it('says of a frame that was cut what is missing, and how long the data was', () => {
  const frame = ethernet(ipv4(1, echo(1, { size: 1000 })));
  expect(decode(frame.slice(0, 60)).layers.at(-1)).toEqual({ is: 'data', bytes: 1000 });
  expect(decode(frame.slice(0, 30)).layers.at(-1)).toEqual({ is: 'broken', bytes: 16, why: 'ipv4' });
  expect(decode([]).layers).toEqual([{ is: 'broken', bytes: 0, why: 'ethernet' }]);
});

it('never throws, and says only what its schema holds, whatever the bytes are', () => {
  const good = [
    vxlan(ethernet(ipv4(1, echo(1)))),
    vxlan(vxlan(vxlan(ethernet(ipv4(6, tcp([1])))))),
    ethernet(ipv4(1, icmpError(4, ipv4(1, icmpError(1, ipv4(17, udp([]))))))),
  ];
  const changed = fc
    .tuple(fc.constantFrom(...good), fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 12 }), fc.nat(250))
    .map(([frame, places, length]) => {
      const copy = [...frame];
      for (const [at, value] of places) copy[at % copy.length] = value;
      return bytes(copy.slice(0, length));
    });
  fc.assert(
    fc.property(fc.oneof(changed, fc.uint8Array({ maxLength: 300 })), (frame) => {
      const { layers, data, about } = decodeFrame(frame, port);
      z.array(layerSchema).max(24).parse(layers);
      z.array(layerSchema).max(24).optional().parse(about);
      expect(data.length).toBeLessThanOrEqual(frame.length);
    }),
    { numRuns: 3000 },
  );
});
