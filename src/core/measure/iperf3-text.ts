import { z } from 'zod';
import { stripUnsafe } from './format.ts';
import { parseIperf3 } from './iperf3.ts';

const sumSchema = z.object({
  start: z.number().default(0),
  end: z.number().default(0),
  bytes: z.number(),
  bits_per_second: z.number(),
  retransmits: z.number().optional(),
});
type Sum = z.infer<typeof sumSchema>;

const outputSchema = z.object({
  start: z.object({
    connected: z
      .array(
        z.object({
          socket: z.number(),
          local_host: z.string(),
          local_port: z.number(),
          remote_host: z.string(),
          remote_port: z.number(),
        }),
      )
      .default([]),
  }),
  intervals: z
    .array(z.object({ sum: sumSchema, streams: z.array(z.object({ snd_cwnd: z.number().optional() })).default([]) }))
    .default([]),
  end: z.object({ sum_sent: sumSchema.optional(), sum_received: sumSchema.optional() }),
});

/**
 * What iperf3 measured, in the lines that it prints for people: asked for JSON it prints no others. Of several streams
 * only their sums.
 */
export function iperf3Text(jsonText: string): string {
  const checked = parseIperf3(jsonText);
  if (!checked.ok) return checked.reason;
  const output = outputSchema.safeParse(JSON.parse(jsonText));
  if (!output.success) return 'iperf3 gave figures, but not the lines that it prints with them';
  const { start, intervals, end } = output.data;
  const [first] = start.connected;
  const id = start.connected.length > 1 ? 'SUM' : String(first?.socket ?? '').padStart(3);
  const line = (sum: Sum, rest: string) => `[${id}]${interval(sum)}${rest}`.trimEnd();
  const retries = ({ retransmits }: Sum) => (retransmits === undefined ? '' : `  ${String(retransmits).padStart(3)}`);
  const text = [
    first && `Connecting to host ${first.remote_host}, port ${first.remote_port}`,
    ...start.connected.map(
      (one) =>
        `[${String(one.socket).padStart(3)}] local ${one.local_host} port ${one.local_port} connected to ${one.remote_host} port ${one.remote_port}`,
    ),
    '[ ID] Interval           Transfer     Bitrate         Retr  Cwnd',
    ...intervals.map(({ sum, streams }) => {
      const window = streams.length === 1 ? streams[0]?.snd_cwnd : undefined;
      return line(sum, retries(sum) + (window === undefined ? '' : `   ${scaled(window, 1024)}Bytes`));
    }),
    '- - - - - - - - - - - - - - - - - - - - - - - - -',
    '[ ID] Interval           Transfer     Bitrate         Retr',
    end.sum_sent && line(end.sum_sent, `${retries(end.sum_sent).padEnd(17)}sender`),
    end.sum_received && line(end.sum_received, `${''.padEnd(17)}receiver`),
  ];
  return `${stripUnsafe(text.filter((one) => one !== undefined).join('\n'))}\n`;
}

function interval({ start, end, bytes, bits_per_second: rate }: Sum): string {
  const time = `${start.toFixed(2).padStart(6)}-${end.toFixed(2).padEnd(6)}`;
  return ` ${time} sec  ${scaled(bytes, 1024)}Bytes  ${scaled(rate, 1000)}bits/sec`;
}

/** As iperf3 prints them: four characters of number; bytes in powers of 1,024, bits in powers of 1,000. */
function scaled(value: number, base: 1000 | 1024): string {
  const units = ['', 'K', 'M', 'G', 'T'];
  let power = 0;
  let rest = value;
  while (rest >= base && power < units.length - 1) {
    rest /= base;
    power += 1;
  }
  const digits = rest < 9.995 ? 2 : rest < 99.95 ? 1 : 0;
  return `${rest.toFixed(digits).padStart(4)} ${units[power]}`;
}
