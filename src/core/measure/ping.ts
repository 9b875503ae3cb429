import { isIP } from 'node:net';
import { texts, type Words } from '../../shared/texts/text.ts';
import { decimal, nodeLines, quoted } from './node-text.ts';
import { failed, type Parsed, parsed } from './parsed.ts';
import { type PingCounts, type PingRtt, parseCounts, parseRtt } from './ping-statistics.ts';

export interface PingReply {
  seq: number;
  /** Null where the tool gave no exact time: packets too small to carry a time stamp, `time<1 ms`. */
  timeMs: number | null;
  ttl: number | null;
}

export interface PingSummary extends PingCounts {
  /** What was pinged, as the tool names it: an address or a name. */
  target: string;
  /** Absent where nothing came back, and where packets were too small to carry a time stamp. */
  rttMs?: PingRtt;
  /** Every reply line, duplicates too; empty with -q. */
  replies: PingReply[];
  /** Who said that the target cannot be reached; the sender's own address means that nobody answered its ARP. */
  unreachableFrom?: string;
}

/** iputils prints a time stamp (-D) in front, and no time on packets below 16 bytes. */
const replyLine =
  /^(?:\[\d{1,15}\.\d{1,9}\] )?\d{1,6} bytes from [^ ]{1,255}(?: \([^ ]{1,64}\))?: (?:icmp_)?seq=(\d{1,9})(?: ttl=(\d{1,3}))?(?: time(=|<)(\d{1,9}(?:[.,]\d{1,9})?) ?ms)?/;
const headerLine = /^PING [^ ]{1,255}.{0,120}?[ )](\d{1,6})(?:\(\d{1,6}\))? (?:data )?bytes/;
const statisticsLine = /^--- ([^ ]{1,255}) ping statistics ---$/;
const unreachableLine =
  /(?:^|\] )(?:From|\d{1,6} bytes from) (.{1,320}?):? (?:icmp_seq=\d{1,9} )?Destination \w+ Unreach/;

/** Bytes of payload below which iputils and inetutils print no times; busybox still does. */
const timeStampBytes = 16;

/** Reads what ping of iputils, inetutils or busybox printed. Only complete output counts: cut off is a failure. */
export function parsePing(text: string): Parsed<PingSummary> {
  const lines = nodeLines(text);
  const headings = lines.flatMap((line, index) => (statisticsLine.test(line) ? [index] : []));
  const [heading] = headings;
  if (heading === undefined) return failed(withoutStatistics(lines));
  if (headings.length > 1) return failed(texts.measure.severalPings);
  const [countsText = '', rttText = ''] = lines.slice(heading + 1).filter((line) => line.trim() !== '');
  const counts = parseCounts(countsText);
  if (!counts.ok) return counts;
  const before = lines.slice(0, heading);
  const replies = before.flatMap(readReply);
  const rtt = parseRtt(rttText);
  const timed = replies.some((reply) => reply.timeMs !== null) || !tooSmallToTime(before);
  if (!rtt.ok && counts.value.received > 0 && timed) return rtt;
  const unreachableFrom = before.map(readUnreachable).find((address) => address !== undefined);
  return parsed({
    target: statisticsLine.exec(lines[heading] ?? '')?.[1] ?? '',
    ...counts.value,
    ...(rtt.ok && counts.value.received > 0 ? { rttMs: rtt.value } : {}),
    replies,
    ...(unreachableFrom === undefined ? {} : { unreachableFrom }),
  });
}

function readReply(line: string): PingReply[] {
  const match = replyLine.exec(line);
  if (match === null) return [];
  const [, seq, ttl, sign, time] = match;
  return [{ seq: Number(seq), timeMs: sign === '=' ? decimal(time) : null, ttl: decimal(ttl) }];
}

function readUnreachable(line: string): string | undefined {
  const from = unreachableLine.exec(line)?.[1];
  // A name may stand before it: 'gateway (10.0.0.1)'.
  const address = from === undefined ? undefined : (/\(([^() ]{1,64})\)$/.exec(from)?.[1] ?? from);
  return address !== undefined && isIP(address) !== 0 ? address : undefined;
}

function tooSmallToTime(lines: readonly string[]): boolean {
  const payload = lines.map((line) => headerLine.exec(line)?.[1]).find((bytes) => bytes !== undefined);
  return payload !== undefined && Number(payload) < timeStampBytes;
}

function withoutStatistics(lines: readonly string[]): Words {
  const words = lines.find((line) => /\bping6?: /.test(line));
  if (words !== undefined) return quoted(words);
  if (lines.some((line) => /^--- .{0,255}---$/.test(line))) return texts.measure.notEnglish;
  return texts.measure.noStatistics;
}
