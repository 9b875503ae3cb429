import { z } from 'zod';
import { type Bandwidth, checkedBandwidth, minIntervalSeconds } from './bandwidth.ts';
import { maxTextLength, quoted } from './node-text.ts';
import { failed, type Parsed } from './parsed.ts';

/** Only what is used; iperf3 adds fields with every version. */
const sumSchema = z.object({
  seconds: z.number(),
  bytes: z.number(),
  bits_per_second: z.number(),
  retransmits: z.number().optional(),
});

const outputSchema = z.object({
  start: z
    .object({
      version: z.string().optional(),
      test_start: z.object({ num_streams: z.number().optional(), duration: z.number().optional() }).optional(),
    })
    .optional(),
  intervals: z.array(z.object({ sum: sumSchema.extend({ omitted: z.boolean().optional() }) })).optional(),
  end: z.object({
    streams: z.array(z.unknown()).optional(),
    sum: sumSchema.optional(),
    sum_sent: sumSchema.optional(),
    sum_received: sumSchema.optional(),
  }),
});
type Output = z.infer<typeof outputSchema>;

const errorSchema = z.object({ error: z.string() });

/** A run that ends much earlier than it was told to was broken off; iperf3 3.9 says so only on stderr. */
const completeShare = 0.9;

/** Reads the output of `iperf3 -c … -J`. */
export function parseIperf3(jsonText: string): Parsed<Bandwidth> {
  const json = readJson(jsonText);
  if (json === undefined) return failed(notJson(jsonText));
  const error = errorSchema.safeParse(json);
  if (error.success) return failed(`iperf3: ${quoted(error.data.error)}`);
  const output = outputSchema.safeParse(json);
  if (!output.success) return failed(`iperf3's output lacks usable figures at ${fieldOf(output.error)}`);
  return fromOutput(output.data);
}

function fromOutput({ start, intervals = [], end }: Output): Parsed<Bandwidth> {
  const sum = end.sum_received ?? end.sum ?? end.sum_sent;
  if (sum === undefined) return failed('iperf3 ended without a result');
  const { duration = 0, num_streams: streams } = start?.test_start ?? {};
  if (sum.seconds < duration * completeShare) return failed(`broken off after ${sum.seconds} of ${duration} s`);
  const retransmits = end.sum_sent?.retransmits;
  return checkedBandwidth({
    tool: 'iperf3',
    version: /^iperf (\d[\w.+-]{0,20})/.exec(start?.version ?? '')?.[1] ?? null,
    seconds: sum.seconds,
    bytes: sum.bytes,
    bitsPerSecond: sum.bits_per_second,
    ...(retransmits === undefined ? {} : { retransmits }),
    streams: streams ?? end.streams?.length ?? 1,
    perSecond: intervals
      .filter((interval) => interval.sum.omitted !== true && interval.sum.seconds >= minIntervalSeconds)
      .map((interval) => interval.sum.bits_per_second),
  });
}

function readJson(text: string): unknown {
  if (text.length > maxTextLength) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Some versions write errors beside the JSON: as text on stderr, or instead of it. */
function notJson(text: string): string {
  const words = /iperf3: (?:error - )?([^\n]{1,300})/.exec(text.slice(0, maxTextLength))?.[1];
  if (words !== undefined) return `iperf3: ${quoted(words)}`;
  return text.trim() === '' ? 'iperf3 printed nothing' : 'iperf3 output is cut off, or not JSON';
}

function fieldOf(error: z.ZodError): string {
  return quoted(error.issues[0]?.path.map(String).join('.') ?? '') || 'its top';
}
