import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIperf2 } from './iperf2.ts';
import { parseIperf3 } from './iperf3.ts';
import { type PingSummary, parsePing } from './ping.ts';

/** Thousandths, so that what is printed with three decimals is the number itself. */
const ms = fc.nat(5_000_000).map((micros) => micros / 1000);

const summaries = fc
  .record({
    sent: fc.integer({ min: 1, max: 500 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    target: fc.ipV4(),
  })
  .chain(({ sent, share, target }) => {
    const received = Math.round(sent * share);
    const reply = fc.record({ seq: fc.nat(65535), timeMs: ms, ttl: fc.integer({ min: 0, max: 255 }) });
    return fc.record({
      target: fc.constant(target),
      sent: fc.constant(sent),
      received: fc.constant(received),
      replies: fc.array(reply, { minLength: received, maxLength: received }),
      duplicates: fc.option(fc.nat(99), { nil: undefined }),
      errors: fc.option(fc.nat(99), { nil: undefined }),
      mdev: ms,
    });
  });
type Made = typeof summaries extends fc.Arbitrary<infer T> ? T : never;

const rtt = ({ replies }: Made) => {
  const times = replies.map(({ timeMs }) => timeMs).toSorted((a, b) => a - b);
  const [min = 0, max = 0] = [times[0], times.at(-1)];
  return { min, avg: Math.round((times.reduce((sum, time) => sum + time, 0) / times.length) * 1000) / 1000, max };
};
const loss = ({ sent, received }: Made) => (100 * (sent - received)) / sent;
const lines = (...all: string[]) => `${all.join('\n')}\n`;
const some = (count: number | undefined, text: string) => (count === undefined ? '' : `${text}, `);

const formats: Record<string, (made: Made) => string> = {
  iputils: (made) => {
    const { min, avg, max } = rtt(made);
    return lines(
      `PING ${made.target} (${made.target}) 56(84) bytes of data.`,
      ...made.replies.map((r) => `64 bytes from ${made.target}: icmp_seq=${r.seq} ttl=${r.ttl} time=${r.timeMs} ms`),
      '',
      `--- ${made.target} ping statistics ---`,
      `${made.sent} packets transmitted, ${made.received} received, ${some(made.duplicates, `+${made.duplicates} duplicates`)}${some(made.errors, `+${made.errors} errors`)}${Number(loss(made).toPrecision(6))}% packet loss, time 3ms`,
      made.received === 0
        ? 'pipe 4'
        : `rtt min/avg/max/mdev = ${min.toFixed(3)}/${avg.toFixed(3)}/${max.toFixed(3)}/${made.mdev.toFixed(3)} ms`,
    );
  },
  inetutils: (made) => {
    const { min, avg, max } = rtt(made);
    const figures = `round-trip min/avg/max/stddev = ${min.toFixed(3)}/${avg.toFixed(3)}/${max.toFixed(3)}/${made.mdev.toFixed(3)} ms`;
    return classic(made, { seq: 'icmp_seq', before: [], more: '+', figures });
  },
  busybox: (made) => {
    const { min, avg, max } = rtt(made);
    const figures = `round-trip min/avg/max = ${min.toFixed(3)}/${avg.toFixed(3)}/${max.toFixed(3)} ms`;
    return classic(made, { seq: 'seq', before: [''], more: '', figures });
  },
};

/** As both print it that come from BSD's ping. */
function classic(made: Made, own: { seq: string; before: string[]; more: string; figures: string }): string {
  const { target, replies, duplicates, sent, received } = made;
  const again = some(duplicates, `${own.more}${duplicates} duplicates`);
  return lines(
    `PING ${target} (${target}): 56 data bytes`,
    ...replies.map((r) => `64 bytes from ${target}: ${own.seq}=${r.seq} ttl=${r.ttl} time=${r.timeMs.toFixed(3)} ms`),
    ...own.before,
    `--- ${target} ping statistics ---`,
    `${sent} packets transmitted, ${received} packets received, ${again}${Math.trunc(loss(made))}% packet loss`,
    received === 0 ? '' : own.figures,
  );
}

describe('a summary printed as each ping prints it', () => {
  it.each(Object.entries(formats))('%s', (tool, print) => {
    fc.assert(
      fc.property(summaries, (made) => {
        const { target, sent, received, replies, duplicates, errors } = made;
        const expected: PingSummary = { target, sent, received, lossPercent: loss(made), replies };
        if (duplicates !== undefined) expected.duplicates = duplicates;
        if (errors !== undefined && tool === 'iputils') expected.errors = errors;
        if (received > 0) expected.rttMs = { ...rtt(made), mdev: tool === 'busybox' ? null : made.mdev };
        expect(parsePing(print(made))).toEqual({ ok: true, value: expected });
      }),
    );
  });
});

describe('a rate printed as each iperf prints it', () => {
  const runs = fc.record({
    seconds: fc.integer({ min: 1, max: 3600 }),
    bits: fc.integer({ min: 1, max: 999 }),
    prefix: fc.constantFrom('K', 'M', 'G'),
    digits: fc.constantFrom(1, 4),
  });

  it('iperf 2, 2.0 and 2.1 headers', () => {
    fc.assert(
      fc.property(runs, ({ seconds, bits, prefix, digits }) => {
        const bitsPerSecond = bits * 1000 ** (' KMG'.indexOf(prefix) || 1);
        const bytes = Math.round((bitsPerSecond * seconds) / 8);
        const interval = `${(0).toFixed(digits)}-${seconds.toFixed(digits)} sec`;
        const text = `[  3] local 10.0.0.3 port 1 connected with 10.0.0.2 port 5001\n[  3] ${interval}  ${bytes} Bytes  ${bits} ${prefix}bits/sec\n`;
        const value = { seconds, bytes, bitsPerSecond, streams: 1, perSecond: [] };
        expect(parseIperf2(text, { expectedSeconds: seconds })).toMatchObject({ ok: true, value });
      }),
    );
  });

  it('iperf3', () => {
    fc.assert(
      fc.property(runs, fc.nat(), fc.nat(7), ({ seconds, bits, prefix }, retransmits, more) => {
        const bitsPerSecond = bits * 1000 ** ' KMG'.indexOf(prefix);
        const bytes = Math.round((bitsPerSecond * seconds) / 8);
        const line = (id: string, columns: string) =>
          `[${id.padStart(3)}]   ${'0.00'}-${seconds.toFixed(2).padEnd(5)}  sec  ${bytes} Bytes  ${bits} ${prefix}bits/sec${columns}`;
        const ids = Array.from({ length: more + 1 }, (_, at) => String(5 + at));
        const sum = more > 0 ? 'SUM' : '5';
        const text = lines(
          ...ids.map((id) => `[${id.padStart(3)}] local 10.0.0.3 port 1 connected to 10.0.0.2 port 5201`),
          ...(more > 0 ? ids.map((id) => line(id, '    0    365 KBytes       ')) : []),
          line(sum, '    0             '),
          line(sum, `  ${String(retransmits).padStart(3)}             sender`),
          line(sum, '                  receiver'),
        );
        const value = { seconds, bytes, bitsPerSecond, retransmits, streams: more + 1, perSecond: [bitsPerSecond] };
        expect(parseIperf3(text, { expectedSeconds: seconds })).toMatchObject({ ok: true, value });
      }),
    );
  });
});
