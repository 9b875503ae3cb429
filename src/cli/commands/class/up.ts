import { roomFor } from '../../../core/class/class-room.ts';
import { outcomeOfError } from '../../../core/class/outcome-of.ts';
import { atOnce, overSeats } from '../../../core/class/over-seats.ts';
import { raiseSeat } from '../../../core/class/practice-seat.ts';
import { cleaned } from '../../../core/report/cleaned.ts';
import { labNameOf, type Seat } from '../../../shared/class/class.ts';
import { isWell, type SeatOutcome } from '../../../shared/class/outcome.ts';
import { LabError } from '../../../shared/errors.ts';
import { spoken, texts } from '../../../shared/texts/text.ts';
import { canAsk } from '../../ask.ts';
import { ensureRequirements } from '../../practice-requirements.ts';
import { mayUseSudo } from '../../practice-work.ts';
import { askYes } from '../../prompts.ts';
import type { Session } from '../../session.ts';
import type { Action } from '../act.ts';
import { type ClassOptions, chosenSeats } from './class-options.ts';
import { type ClassWork, inClass } from './in-class.ts';
import { practiceOf } from './practice-of.ts';
import { runSeats } from './run-seats.ts';

/** Makes the practice labs of the seats, sees machines that exist, and looks whether the lesson can begin on all of them. */
export const up: Action<ClassOptions, [string?]> = async (session, [file], options) => {
  const { loaded, chosen } = await chosenSeats(session, file, options);
  const practice = chosen.filter(({ nodes }) => !nodes);
  if (practice.length > 0) await mustHaveRoom(session, loaded, practice);
  return inClass(session, { loaded, chosen, options, command: 'up' }, async (at) => {
    const raised = await raiseAll({ ...at, seats: practice });
    const standing = chosen.filter(({ name }) => raised.get(name)?.state !== 'failed');
    if (at.signal.aborted) return [...raised.values()];
    const looking = { ...at, seats: standing };
    at.renderer.again();
    await acceptKeys({ ...looking, seats: standing.filter(({ nodes }) => nodes) });
    const looked = await runSeats(looking, { command: 'check', only: ['preflight'] }, { as: 'preflight' });
    const all = new Map([...raised.values(), ...looked].map((one) => [one.seat, one]));
    return chosen.flatMap(({ name }) => all.get(name) ?? []).map((one) => ({ ...one, command: 'up' as const }));
  });
};

/** Counts before anything is made. */
async function mustHaveRoom(
  session: Session,
  loaded: { name: string; practice: { nodes: number } },
  seats: readonly Seat[],
): Promise<void> {
  await ensureRequirements(session);
  const { practice } = session.deps;
  const labs = await practice.practiceList({ sudo: mayUseSudo(session) });
  const missing = seats.flatMap((seat) => {
    const found = labs.find(({ name }) => name === labNameOf(loaded, seat));
    const running = found?.nodes.filter(({ state }) => state === 'running').length ?? 0;
    return Math.max(0, loaded.practice.nodes - running);
  });
  const nodes = missing.reduce((sum, count) => sum + count, 0);
  const { memoryMb, diskMb, enough } = roomFor(nodes, await practice.practiceRequirements());
  const lines = [
    spoken.class.toMake({ labs: missing.filter((count) => count > 0).length, nodes }),
    ...(memoryMb ? [spoken.class.memory(memoryMb)] : []),
    ...(diskMb ? [spoken.class.disk(diskMb)] : []),
  ];
  if (!enough) throw new LabError('practice-lab', texts.class.noRoom({ lines }), { remedy: texts.class.noRoomRemedy });
  if (session.json) session.deps.io.stderr.write(`${lines.join('\n')}\n`);
  else session.screen.print(lines);
}

async function raiseAll(at: ClassWork): Promise<Map<string, SeatOutcome>> {
  const { loaded, seats, signal, renderer } = at;
  if (seats.length === 0) return new Map();
  const practice = await practiceOf(at);
  const place = (name: string) => ({ seat: name, lab: labNameOf(loaded, { name }), command: 'up' as const });
  const outcomes = await overSeats({
    ...{ seats, most: atOnce.labs, signal, tell: renderer },
    work: async ({ name }) => {
      const started = performance.now();
      await raiseSeat(loaded, { name }, practice(name));
      return { ...place(name), state: 'ok', changes: 0, seconds: (performance.now() - started) / 1000, away: [] };
    },
    failed: ({ name }, thrown) => outcomeOfError(place(name), thrown),
  });
  return new Map(outcomes.map((one) => [one.seat, one]));
}

/** All host keys that nobody has seen before, in one look: one yes is for these and for no others. */
async function acceptKeys(at: ClassWork): Promise<void> {
  const { session, prompts, seats } = at;
  const { io } = session.deps;
  if (seats.length === 0 || !canAsk(io)) return;
  const looked = await runSeats(at, { command: 'check', only: ['preflight'] }, { as: 'preflight', collect: true });
  const keys = prompts.unknownKeys();
  if (looked.every(isWell) || keys.length === 0) return;
  const lines = cleaned(keys).map(
    ({ seat, node, host, port, type, fingerprint, claimed }) =>
      `  ${seat}  ${node}  ${host}:${port}  ${type} ${fingerprint}${claimed ? `  ${spoken.class.keyClaimed}` : ''}`,
  );
  await session.screen.whileAsking(async () => {
    io.stderr.write(`${[spoken.class.newKeys({ count: keys.length }), ...lines, spoken.cli.compareKey].join('\n')}\n`);
    if (await askYes(io, spoken.class.keysMatch)) prompts.acceptSeen();
    else throw new LabError('cancelled', texts.class.keysRefused);
  });
}
