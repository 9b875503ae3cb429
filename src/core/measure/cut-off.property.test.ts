import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Fixture, readFixtures } from './fixtures/read-fixtures.ts';
import type { Interface } from './interface.ts';
import { parseInterfaces } from './interfaces.ts';
import { parseIperf2 } from './iperf2.ts';
import { parseIperf3 } from './iperf3.ts';
import type { Parsed } from './parsed.ts';
import { parsePing } from './ping.ts';

/** Each recorded output, cut off after every character: the result is the whole one or none, never another. */
function expectAllOrNothing({ text }: Fixture, parse: (text: string) => Parsed<unknown>): void {
  const whole = parse(text);
  for (let end = 0; end < text.length; end += 1) {
    const cut = parse(text.slice(0, end));
    if (cut.ok && !isDeepStrictEqual(cut, whole)) expect(cut, `cut at ${end}`).toEqual(whole);
  }
}

/** `-t` of each recording. */
const iperf2Seconds = (name: string) => {
  if (/^(tcp|intervals)$/.test(name)) return 3;
  return /^(bits|kbits|mbits|mbytes|adaptive-bytes|window|tradeoff)$/.test(name) ? 1 : 2;
};

describe('output cut off at every character', () => {
  it.each(readFixtures('iputils', 'inetutils', 'busybox').filter(({ text }) => /^PING/m.test(text)))(
    '$file',
    (fixture) => {
      expectAllOrNothing(fixture, parsePing);
    },
  );

  it.each(readFixtures('iperf3'))('$file', (fixture) => expectAllOrNothing(fixture, parseIperf3));

  // Without a printed sum, a stream that is missing from CSV cannot be missed; a sent-only UDP figure is one too.
  it.each(readFixtures('iperf2').filter(({ name }) => !/^(csv-parallel|udp|tradeoff|server-lost)$/.test(name)))(
    '$file',
    (fixture) => {
      expectAllOrNothing(fixture, (text) => parseIperf2(text, { expectedSeconds: iperf2Seconds(fixture.name) }));
    },
  );

  it.each(readFixtures('iproute2', 'net-tools', 'busybox').filter(({ text }) => /mtu|inet/i.test(text)))(
    '$file',
    ({ text }) => {
      const whole = parseInterfaces(text);
      const faces = new Map(whole.ok ? whole.value.map((face) => [face.name, face]) : []);
      for (let end = 0; end < text.length; end += 1) {
        const cut = parseInterfaces(text.slice(0, end));
        const strange = cut.ok ? cut.value.filter((face) => !isPartOf(face, faces.get(face.name))) : [];
        if (strange.length > 0) expect(strange, `cut at ${end}`).toEqual([]);
      }
    },
  );
});

/** Of a list cut off, less may be known of an interface, but nothing that the whole list does not say. */
function isPartOf(part: Interface, whole: Interface | undefined): boolean {
  const keys = ['mac', 'mtu', 'up', 'kind', 'vni'] as const;
  const { addresses = [] } = whole ?? {};
  return (
    whole !== undefined &&
    keys.every((key) => part[key] === null || part[key] === undefined || part[key] === whole[key]) &&
    part.addresses.every((address, index) => isDeepStrictEqual(address, addresses[index]))
  );
}
