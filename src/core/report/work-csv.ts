import { named } from '../../shared/texts/named.ts';
import { spoken } from '../../shared/texts/text.ts';
import type { TypedEntry } from '../../shared/transcript/entry.ts';
import type { CsvTable } from '../../shared/wire/csv-tables.ts';
import { type Cell, csvText } from './csv-text.ts';
import { causeOf, namedText, provedText } from './drill-table.ts';
import type { ReportModel } from './report-model.ts';
import type { TimedMeasurement, WorkModel } from './work-model.ts';

/** One table for a spreadsheet: a line of heads with their units, then plain numbers and text. */
export function workCsv(model: WorkModel, table: CsvTable): string {
  const { head, rows } = writers[table](model);
  return csvText([head, ...rows]);
}

const writers: Record<CsvTable, (model: WorkModel) => { head: readonly string[]; rows: Cell[][] }> = {
  work: ({ timeline: { head, rows } }) => ({ head, rows }),
  bandwidth: ({ measured }) => ({
    head: heads('path', 'from', 'to', 'tool', 'inSeconds', 'streams', 'inBytes', 'inBits', 'retransmits'),
    rows: measured.flatMap((one) => {
      const { measurement: m } = one;
      if (m.kind !== 'bandwidth') return [];
      const { path, from, to, tool, seconds, streams = 1, bytes, bitsPerSecond, retransmits } = m;
      return [[...origin(one), path, from, to, tool, seconds, streams, bytes, bitsPerSecond, retransmits]];
    }),
  }),
  pings: ({ measured }) => ({
    head: heads('from', 'to', 'address', 'sent', 'received', 'inPercent', 'minMs', 'avgMs', 'maxMs', 'mdevMs'),
    rows: measured.flatMap((one) => {
      const { measurement: m } = one;
      if (m.kind !== 'ping') return [];
      const { from, to, target, sent, received, lossPercent, rttMs } = m;
      const times = [rttMs?.min, rttMs?.avg, rttMs?.max, rttMs?.mdev];
      return [[...origin(one), from, to, target, sent, received, lossPercent, ...times]];
    }),
  }),
  interfaces: ({ measured }) => ({
    head: heads('node', 'container', 'interface', 'address', 'prefixLength', 'mac', 'inMtu', 'whatFor'),
    rows: measured.flatMap((one) => {
      const { measurement: m } = one;
      if (m.kind !== 'interface') return [];
      return [[...origin(one), m.node, m.container, m.name, m.address, m.prefixLength, m.mac, m.mtu, m.explanation]];
    }),
  }),
  tunnel: ({ measured }) => ({
    head: heads('node', 'device', 'vni', 'udpPort', 'whichMac', 'packetFrom', 'packetTo'),
    rows: measured.flatMap((one) => {
      const { measurement: m } = one;
      if (m.kind !== 'tunnel') return [];
      const behind = m.behind.map(({ mac, address }) => spoken.report.macBehind({ mac, address })).join('; ');
      return [[...origin(one), m.node, m.device, m.vni, m.port, behind, m.packet?.from, m.packet?.to]];
    }),
  }),
  proofs: ({ proofs }) => ({
    head: words('timeUtc', 'run', 'node', 'what', 'result', 'differences'),
    rows: proofs.map(({ at, run, proof: { node, kind, equal, differences } }) => [
      ...[time(at), run.run, node, named(spoken.report.kinds, kind)],
      ...[equal ? spoken.report.equal : spoken.report.different, differences.join('; ')],
    ]),
  }),
  drills: ({ drills }) => ({
    head: [
      ...words('timeUtc', 'drill', 'named', 'guesses', 'row', 'whatItWas', 'hints', 'tookSeconds', 'howEnded'),
      spoken.report.provedWhole,
    ],
    rows: drills.map(({ at, title, named, guesses, row, hints, seconds, how, isProved }) => [
      ...[time(at), title, namedText(named), guesses, row, row === undefined ? undefined : causeOf(row), hints],
      ...[seconds, how, provedText(isProved)],
    ]),
  }),
};

type Words = typeof spoken.report;
/** Texts that are filled with nothing. */
type Word = { [K in keyof Words]: Words[K] extends string ? K : never }[keyof Words];

const words = (...keys: Word[]): string[] => keys.map((key) => spoken.report[key]);
const heads = (...keys: Word[]): string[] => words('timeUtc', 'how', 'run', 'command', 'onWhich', ...keys);

function origin({ at, by }: TimedMeasurement): Cell[] {
  return isRun(by)
    ? [time(at), spoken.report.byRun, by.run, undefined, undefined]
    : [time(at), spoken.report.typed, undefined, by.command, by.container ?? by.node];
}

const isRun = (by: ReportModel | TypedEntry): by is ReportModel => 'run' in by;
const time = (iso: string): string => iso.slice(0, 19).replace('T', ' ');
