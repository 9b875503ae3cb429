import path from 'node:path';
import { z } from 'zod';
import { type SeatOutcome, seatOutcomeSchema } from '../../shared/class/outcome.ts';
import { readJson, writePrivate } from '../gates/private-file.ts';
import { classesDir } from './seat-marks.ts';

const keptSchema = z.object({ outcomes: z.array(seatOutcomeSchema).max(1000) });

type Env = Readonly<Record<string, string | undefined>>;

const fileOf = (env: Env, ofClass: string): string => path.join(classesDir(env), ofClass, 'outcomes.json');

/** What came last of each seat of a class. */
export async function keptOutcomes(env: Env, ofClass: string): Promise<SeatOutcome[]> {
  return (await readJson(fileOf(env, ofClass), keptSchema).catch(() => undefined))?.outcomes ?? [];
}

/** Keeps these, beside those of seats that had no part in it. */
export async function keepOutcomes(env: Env, ofClass: string, outcomes: readonly SeatOutcome[]): Promise<void> {
  const before = await keptOutcomes(env, ofClass);
  const others = before.filter(({ seat }) => !outcomes.some((one) => one.seat === seat));
  await writePrivate(fileOf(env, ofClass), `${JSON.stringify({ outcomes: [...others, ...outcomes] })}\n`);
}
