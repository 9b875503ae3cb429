import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytes, echo, ethernet, ipv4, pcap } from './fixtures/frames.ts';
import { readPcapng } from './fixtures/read-pcapng.ts';
import { readPcap } from './pcap.ts';
import { writePcapng } from './pcapng.ts';

const limits = { packets: 100, bytes: 9000 };
const frame = ethernet(ipv4(1, echo(1)));

it('reads times, lengths and bytes of what tcpdump writes', () => {
  const { packets, isWhole } = readPcap(pcap([{ at: 1_700_000_000_123_456, frame, kept: 40 }]), limits);
  expect(isWhole).toBe(true);
  expect(packets).toEqual([{ at: 1_700_000_000_123_456, length: frame.length, bytes: bytes(frame.slice(0, 40)) }]);
});

it('keeps what came before the cut, and no more packets than its limit', () => {
  const three = pcap([1, 2, 3].map((at) => ({ at, frame })));
  expect(readPcap(three.subarray(0, three.length - 1), limits)).toMatchObject({ isWhole: false, packets: [{}, {}] });
  expect(readPcap(three, { ...limits, packets: 1 })).toMatchObject({ isWhole: false, packets: [{}] });
  expect(readPcap(three, { ...limits, bytes: 10 })).toEqual({ isWhole: false, packets: [] });
});

it('never throws, whatever the bytes are', () => {
  const whole = pcap([{ at: 5, frame }]);
  const changed = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }).map((places) => {
    const copy = Uint8Array.from(whole);
    for (const [at, value] of places) copy[at] = value;
    return copy;
  });
  fc.assert(
    fc.property(fc.oneof(changed, fc.uint8Array({ maxLength: 200 })), (some) => {
      const { packets } = readPcap(some, limits);
      for (const one of packets) expect(one.length).toBeGreaterThanOrEqual(one.bytes.length);
    }),
  );
});

it('writes interfaces with their names and packets with their notes, in the order of time', () => {
  const packet = (at: number) => ({ at, length: 50, bytes: bytes(frame) });
  const file = writePcapng(
    'Overlay Lab',
    [
      { name: 'node1 eth0', description: 'in worker-1', packets: [packet(2 ** 33 * 1000 + 7)] },
      { name: 'node1 host0', description: 'the machine', packets: [packet(3), packet(4)] },
    ],
    (at, index) => (at === 1 && index === 1 ? 'lost after this' : undefined),
  );
  expect(readPcapng(file)).toEqual({
    interfaces: ['node1 eth0', 'node1 host0'],
    packets: [
      { at: 3, on: 1, length: 50, bytes: bytes(frame) },
      { at: 4, on: 1, length: 50, bytes: bytes(frame), comment: 'lost after this' },
      { at: 2 ** 33 * 1000 + 7, on: 0, length: 50, bytes: bytes(frame) },
    ],
  });
});
