import path from 'node:path';
import type { Command } from 'commander';
import { keptOutcomes } from '../../../core/class/kept-outcomes.ts';
import { type LoadedClass, loadClass } from '../../../core/class/load-class.ts';
import type { Seat } from '../../../shared/class/class.ts';
import { isWell } from '../../../shared/class/outcome.ts';
import { pickSeats } from '../../../shared/class/pick-seats.ts';
import { LabError, Reason } from '../../../shared/errors.ts';
import { spoken, texts } from '../../../shared/texts/text.ts';
import { misused } from '../../command.ts';
import { parseFile, parseTime } from '../../option-values.ts';
import type { Session } from '../../session.ts';

export interface ClassOptions {
  seats?: string;
  failed?: boolean;
  report?: string;
  trustLab?: boolean;
  /** Milliseconds. */
  wait?: number;
}

/** What every command of a class has. */
export function ofClass(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .argument('[file]', spoken.class.fileArgument, parseFile)
    .option('--seats <seats>', spoken.class.seatsOption)
    .option('--failed', spoken.class.failedOption)
    .option('--report <file>', spoken.class.reportOption, parseReport);
}

/** Of those that connect to nodes. */
export const withNodesOf = (command: Command): Command =>
  command.option('--trust-lab', spoken.cli.trustOption).option('--wait <time>', spoken.class.waitOption, parseTime);

function parseReport(text: string): string {
  if (!/\.(md|csv|json)$/i.test(text)) throw new Reason(texts.class.otherFile);
  return parseFile(text);
}

/** The class, and the seats that a command is about. */
export async function chosenSeats(
  { deps: { io } }: Session,
  file: string | undefined,
  { seats, failed = false }: ClassOptions,
): Promise<{ loaded: LoadedClass; chosen: Seat[] }> {
  const loaded = await loadClass(path.resolve(io.cwd, file ?? 'class.yaml'));
  const picked = seats === undefined ? loaded.seats : picking(loaded, seats);
  if (!failed) return { loaded, chosen: picked };
  const kept = await keptOutcomes(io.env, loaded.name);
  const chosen = picked.filter(({ name }) => kept.some((one) => one.seat === name && !isWell(one)));
  if (chosen.length === 0) throw new LabError('not-found', texts.class.noneFailed({ class: loaded.name }));
  return { loaded, chosen };
}

function picking(loaded: LoadedClass, words: string): Seat[] {
  try {
    return pickSeats(loaded.seats, words);
  } catch (thrown) {
    throw thrown instanceof Reason ? misused(texts.cli.invalidValue({ option: '--seats', why: thrown.words })) : thrown;
  }
}
