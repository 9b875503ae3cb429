import path from 'node:path';
import { type Command, Option } from 'commander';
import { cleaned } from '../../core/report/cleaned.ts';
import { safeJson } from '../../core/report/safe-json.ts';
import { Reason } from '../../shared/errors.ts';
import { firstLoss, mostPackets, type PacketKind, packetKinds, sizes } from '../../shared/follow/report.ts';
import { verdictWords } from '../../shared/follow/words.ts';
import { english, spoken, texts } from '../../shared/texts/text.ts';
import { exitCodes } from '../exit-code.ts';
import { openNamedLab } from '../open-lab.ts';
import { parseFile, parseWhole } from '../option-values.ts';
import { followLines } from '../render/follow-lines.ts';
import { type LabOptions, withNodes } from '../run-options.ts';
import type { Session } from '../session.ts';
import { whileLooking } from '../while-looking.ts';
import { writeFile } from '../write-file.ts';
import type { Act } from './act.ts';

interface FollowOptions extends LabOptions {
  kind: PacketKind;
  size: number;
  df?: boolean;
  count: number;
  rate: number;
  out?: string;
}

/** `follow`: a packet from one worker to another, seen at each point on its way. */
export function addFollowCommand(program: Command, act: Act): void {
  withNodes(program.command('follow'))
    .description(spoken.follow.command)
    .argument('<from>', spoken.follow.fromOption)
    .argument('<to>', spoken.follow.toOption)
    .argument('[lab]', spoken.follow.what, parseFile)
    .addOption(new Option('--kind <kind>', spoken.follow.kindOption).argParser(parseKind).default('ping'))
    .option('--size <n>', spoken.follow.sizeOption, parseWhole(sizes.least, sizes.most), sizes.usual)
    .option('--df', spoken.follow.dfOption)
    .option('--count <n>', spoken.follow.countOption, parseWhole(1, mostPackets), 3)
    .option('--rate <n>', spoken.follow.rateOption, parseWhole(1, mostPackets), 5)
    .option('--out <file>', spoken.follow.outOption, parseOut)
    .action(
      act((session, [from, to, lab]: [string, string, string?], options: FollowOptions) =>
        follow(session, { from, to, lab }, options),
      ),
    );
}

function parseKind(text: string): PacketKind {
  const kind = packetKinds.find((one) => one === text);
  if (!kind) throw new Reason(texts.follow.unknownKind({ kind: text.slice(0, 40) }));
  return kind;
}

function parseOut(text: string): string {
  if (!/\.pcapng$/i.test(text)) throw new Reason(texts.follow.otherFile);
  return parseFile(text);
}

async function follow(
  session: Session,
  { from, to, lab: given }: { from: string; to: string; lab: string | undefined },
  options: FollowOptions,
): Promise<number> {
  const { deps, screen, json, style } = session;
  const { io } = deps;
  const lab = await openNamedLab(session, given, options);
  const { kind, size, df = false, count, rate } = options;
  if (!json) screen.print([spoken.follow.following({ from, to, kind })]);
  const question = { from, to, kind, size, df, count, rate };
  const ended = { words: texts.follow.stopped, spoken: spoken.follow.stopped };
  const followed = await whileLooking(session, ended, (how) => deps.followLab(lab, { question, ...how }));
  const report = cleaned(followed.report);
  const out = options.out && path.resolve(io.cwd, options.out);
  if (out) await writeFile(out, followed.file);
  if (json) io.stdout.write(`${safeJson({ type: 'follow', ...report, verdict: english(verdictWords(report)) })}\n`);
  else screen.print([...followLines(report, style), ...(out ? [spoken.follow.report.written({ file: out })] : [])]);
  return firstLoss(report) || report.there.sent === 0 ? exitCodes.failed : exitCodes.done;
}
