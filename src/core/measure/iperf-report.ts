import { isIP } from 'node:net';
import { decimal } from './node-text.ts';

export interface IperfOptions {
  /**
   * What `-t` was. iperf does not print it, so only with it a run that ended early, or output with `-i` that is cut off
   * after its first interval, can be told from a shorter run.
   */
  expectedSeconds?: number;
}

/** One line of figures, of iperf 2 or iperf3: an interval, or the total. */
export interface Report {
  /** The stream, or the sum over all. */
  id: string;
  start: number;
  end: number;
  seconds: number;
  bytes: number;
  bitsPerSecond: number;
}

const number = '(\\d{1,15}(?:[.,]\\d{1,9})?)';
/**
 * '[  3]  0.0-10.0 sec  2.59 GBytes  2.22 Gbits/sec', and iperf3's '[  5]   0.00-3.00   sec  1.35 GBytes  3.87 Gbits/sec';
 * more columns may follow.
 */
const reportLine = new RegExp(
  `^\\[ {0,3}(\\d{1,5}|SUM)\\] {1,3}${number}- {0,3}${number} {1,5}sec {1,6}${number} ([KMGT]?)Bytes {1,6}${number} ([KMGT]?)(bits|Bytes)/sec`,
);

/** Bytes count in powers of 1,024, bits in powers of 1,000; a rate in bytes too is of the first kind. */
const powers = { '': 0, K: 1, M: 2, G: 3, T: 4 };

export function readReport(line: string): Report | undefined {
  const match = reportLine.exec(line);
  if (match === null) return undefined;
  const [, id = '', start, end, amount, amountPrefix, rate, ratePrefix, rateUnit] = match;
  const bitsPerSecond = rateUnit === 'bits' ? scaled(rate, ratePrefix, 1000) : 8 * scaled(rate, ratePrefix, 1024);
  return report(id === 'SUM' ? 'sum' : id, start, end, scaled(amount, amountPrefix, 1024), bitsPerSecond);
}

/** time,local address,port,remote address,port,id,start-end,bytes,bit/s; the id of a sum is -1. */
export function readCsvReport(line: string): Report | undefined {
  const fields = line.trim().split(',');
  const [time = '', , , remote = '', , id = '', interval = '', bytes, rate] = fields;
  if (fields.length < 9 || !/^\d{14}/.test(time) || !/^-?\d{1,5}$/.test(id) || isIP(remote) === 0) return undefined;
  const [start, end] = interval.split('-');
  return report(id === '-1' ? 'sum' : id, start, end, decimal(bytes) ?? Number.NaN, decimal(rate) ?? Number.NaN);
}

function scaled(text: string | undefined, prefix: string | undefined, base: number): number {
  return Math.round((decimal(text) ?? Number.NaN) * base ** powers[(prefix ?? '') as keyof typeof powers]);
}

function report(id: string, from: string | undefined, to: string | undefined, bytes: number, bitsPerSecond: number) {
  const [start, end] = [decimal(from), decimal(to)];
  if (start === null || end === null || end < start) return undefined;
  return { id, start, end, seconds: end - start, bytes, bitsPerSecond };
}
