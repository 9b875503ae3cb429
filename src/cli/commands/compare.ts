import path from 'node:path';
import { type Command, Option } from 'commander';
import { compareTracks, isBuilt } from '../../core/compare/compare-tracks.ts';
import { keepComparison } from '../../core/compare/kept-comparisons.ts';
import { stateDir } from '../../core/gates/places.ts';
import type { TrustedLab } from '../../core/lab/trusted-lab.ts';
import { markdownTable } from '../../core/report/markdown-table.ts';
import { type Comparison, figuresOf } from '../../shared/compare/comparison.ts';
import { comparisonTables, comparisonWords } from '../../shared/compare/comparison-tables.ts';
import { LabError, Reason } from '../../shared/errors.ts';
import { spoken, texts } from '../../shared/texts/text.ts';
import { type TrackId, trackIds, tracksOn } from '../../shared/tracks/tracks.ts';
import { exitCodes } from '../exit-code.ts';
import { askStatus } from '../lab-status.ts';
import { openLab } from '../open-lab.ts';
import { parseFile, parseImage, parseWhole } from '../option-values.ts';
import { drawTable } from '../render/draw-table.ts';
import { runLab } from '../run-lab.ts';
import { type LabOptions, withNodes } from '../run-options.ts';
import { confirm, type Session, say } from '../session.ts';
import { whileLooking } from '../while-looking.ts';
import { writeFile } from '../write-file.ts';
import type { Act } from './act.ts';

interface CompareOptions extends LabOptions {
  tracks?: TrackId[];
  repeats: number;
  iperfSeconds: number;
  image?: string;
  out?: string;
}

/** `compare`: tracks beside each other on the same nodes. */
export function addCompareCommand(program: Command, act: Act): void {
  withNodes(program.command('compare'))
    .description(spoken.compare.command)
    .addOption(
      new Option('--tracks <tracks>', spoken.compare.tracksOption({ tracks: trackIds })).argParser(parseTracks),
    )
    .option('--repeats <n>', spoken.compare.repeatsOption, parseWhole(1, 20), 3)
    .option('--iperf-seconds <n>', spoken.cli.iperfSeconds, parseWhole(1, 3600), 5)
    .option('--image <name>', spoken.cli.imageOption, parseImage)
    .option('--out <file>', spoken.compare.outOption, parseOut)
    .action(act((session, _words, options: CompareOptions) => compare(session, options)));
}

function parseTracks(text: string): TrackId[] {
  const given = [...new Set(text.split(',').map((part) => part.trim()))];
  const tracks = given.map((word) => {
    const track = trackIds.find((id) => id === word);
    if (!track) throw new Reason(texts.compare.unknownTrack({ track: word.slice(0, 40), tracks: trackIds }));
    return track;
  });
  if (tracks.length < 2) throw new Reason(texts.compare.twoTracks);
  return tracks;
}

function parseOut(text: string): string {
  if (!/\.(md|json)$/i.test(text)) throw new Reason(texts.compare.otherFile);
  return parseFile(text);
}

async function compare(session: Session, options: CompareOptions): Promise<number> {
  const { repeats, iperfSeconds, image } = options;
  const lab = await openLab(session, options);
  const { name, nodes } = lab.lab;
  const { nodes: standing } = await askStatus(session, lab);
  if (isBuilt(standing))
    throw new LabError('refused', texts.compare.isBuilt({ lab: name }), { remedy: texts.compare.isBuiltRemedy });
  const tracks = options.tracks ?? (await ableTracks(session, lab));
  const plan = [
    spoken.compare.plan({ lab: name, nodes: nodes.map((node) => node.name), tracks }),
    spoken.compare.takes({ seconds: 2 * tracks.length * repeats * iperfSeconds }),
  ];
  await confirm(session, async () => plan, spoken.compare.question);
  const request = { tracks, repeats, iperfSeconds, ...(image && { image }) };
  const comparison = await untilInterrupted(session, (signal) =>
    compareTracks(
      lab,
      request,
      async (onTrack, run) => (await runLab(session, onTrack, run, { keeps: false })).result,
      { signal },
    ),
  );
  await keepComparison(stateDir(session.deps.io.env), comparison).catch((why: Error) =>
    session.screen.print([spoken.compare.notKept({ why: why.message })]),
  );
  const out = options.out && path.resolve(session.deps.io.cwd, options.out);
  if (out) await writeFile(out, textFor(out, comparison));
  const figures = comparison.tracks.map((one) => ({ ...figuresOf(one), seconds: one.seconds }));
  say(session, 'compare', { ...comparison, figures }, [
    ...comparisonTables(comparison).flatMap((table) => ['', ...drawTable(table, session.style)]),
    '',
    ...comparisonWords(comparison),
    ...(out ? [spoken.cli.written({ file: out })] : []),
  ]);
  return comparison.failed.length > 0 ? exitCodes.failed : exitCodes.done;
}

/** Those that all engines can do, where none are named. */
async function ableTracks(session: Session, lab: TrustedLab): Promise<TrackId[]> {
  const ended = { words: texts.cli.nothingChanged, spoken: spoken.cli.nothingChanged };
  const engines = await whileLooking(session, ended, (how) => session.deps.lookAtEngines(lab, how));
  const tracks = engines.some(({ version }) => version) ? tracksOn(engines) : [];
  if (tracks.length < 2) throw new LabError('refused', texts.compare.onlyOne, { remedy: texts.compare.onlyOneRemedy });
  return tracks;
}

/** Ctrl-C between two runs counts as well as in one, and the process stays until all is taken back. */
async function untilInterrupted<T>({ deps }: Session, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { signals } = deps.io;
  const over = new AbortController();
  const end = () => over.abort();
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) signals.on(name, end);
  try {
    return await work(over.signal);
  } finally {
    for (const name of names) signals.off(name, end);
  }
}

function textFor(file: string, comparison: Comparison): string {
  if (/\.json$/i.test(file)) return `${JSON.stringify(comparison, null, 2)}\n`;
  return `${[...comparisonTables(comparison).map(markdownTable), ...comparisonWords(comparison)].join('\n\n')}\n`;
}
