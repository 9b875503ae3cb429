import { openSeats } from '../../../core/class/open-seats.ts';
import { outcomeOfError } from '../../../core/class/outcome-of.ts';
import { atOnce, overSeats } from '../../../core/class/over-seats.ts';
import { type OpenSeat, runSeat } from '../../../core/class/run-seat.ts';
import { untilBack } from '../../../core/class/until-back.ts';
import { stateDir } from '../../../core/gates/places.ts';
import { cleaned } from '../../../core/report/cleaned.ts';
import type { RunRequest } from '../../../core/runs/run-request.ts';
import { labNameOf } from '../../../shared/class/class.ts';
import type { ClassCommand, SeatOutcome } from '../../../shared/class/outcome.ts';
import type { LabEvent } from '../../../shared/run/events.ts';
import { spoken } from '../../../shared/texts/text.ts';
import { inThisLanguage } from '../../../shared/texts/wire.ts';
import type { LabFileFacts } from '../../../shared/wire/question.ts';
import { canAsk } from '../../ask.ts';
import { askYes } from '../../prompts.ts';
import type { ClassWork } from './in-class.ts';

type Request = Omit<RunRequest, 'prompts'>;

interface How {
  as?: ClassCommand;
  /** Only to see which host keys nobody has seen before: they are collected and not accepted, and nothing is shown. */
  collect?: boolean;
  /** What is done at a seat before its run. */
  before?: (seat: OpenSeat) => Promise<void>;
}

/** Opens the labs of the seats, with one question about all that nobody agreed to yet. */
export async function opened({ session, loaded, seats, options }: ClassWork, command: ClassCommand) {
  const { io } = session.deps;
  const ask = async (facts: LabFileFacts[]) => {
    io.stderr.write(`${factsLines(facts).join('\n')}\n`);
    return askYes(io, spoken.class.useThese);
  };
  const { open, closed } = await openSeats(loaded, seats, {
    env: io.env,
    given: options.trustLab,
    ...(canAsk(io) && { ask }),
  });
  const unopened = closed.map(({ name, why }) =>
    outcomeOfError({ seat: name, lab: labNameOf(loaded, { name }), command }, why),
  );
  return { open, unopened };
}

/** One run at each of the seats; those that are away are waited for where that was asked. */
export async function runSeats(at: ClassWork, request: Request, how: How = {}): Promise<SeatOutcome[]> {
  const command = how.as ?? (request.command === 'undo' ? 'reset' : request.command);
  const { open, unopened } = await opened(at, command);
  if (!how.collect) for (const outcome of unopened) at.renderer.ended(outcome);
  const outcomes = new Map<string, SeatOutcome>(unopened.map((one) => [one.seat, one]));
  const round = async (seats: readonly OpenSeat[]) => {
    for (const one of await runAll(at, seats, request, how)) outcomes.set(one.seat, one);
  };
  await round(open);
  const { wait } = at.options;
  if (wait !== undefined && !how.collect)
    await untilBack(open, outcomes, {
      ...{ until: Date.now() + wait, signal: at.signal, answers: at.session.deps.nodeAnswers, round },
      waits: (seats) => at.renderer.note(spoken.class.waitsFor({ seats })),
    });
  return at.seats.flatMap(({ name }) => outcomes.get(name) ?? []);
}

function runAll(at: ClassWork, seats: readonly OpenSeat[], request: Request, how: How): Promise<SeatOutcome[]> {
  const { session, renderer, prompts, signal } = at;
  const { io, startRun } = session.deps;
  const command = how.as ?? (request.command === 'undo' ? 'reset' : request.command);
  return overSeats({
    ...{ seats, most: atOnce.runs, signal },
    tell: how.collect ? { begun: () => {}, ended: () => {} } : renderer,
    work: async (seat) => {
      await how.before?.(seat);
      const asking = prompts.of(seat.name, { collect: how.collect ?? false });
      const tell = (name: string, event: LabEvent) => how.collect || renderer.event(name, event);
      const state = stateDir(io.env);
      return runSeat(seat, { ...request, prompts: asking }, { startRun, state, signal, tell, as: command });
    },
    failed: ({ name, lab }, thrown) => outcomeOfError({ seat: name, lab: lab.lab.name, command }, thrown),
  });
}

/** What all these labs do, in one look. */
function factsLines(facts: readonly LabFileFacts[]): string[] {
  const shown = cleaned(inThisLanguage(facts));
  const to = shown.flatMap(({ name, connects }) =>
    connects.map(({ node, user, host, port }) => `  ${name}  ${node}  ${user ? `${user}@` : ''}${host}:${port}`),
  );
  const all = (of: (one: LabFileFacts) => readonly string[]) => [...new Set(shown.flatMap((one) => of(one)))];
  const sends = all(({ sends: own }) => own.map(({ variable }) => variable));
  const reads = all(({ identityFiles, knownHosts }) => [...identityFiles, ...knownHosts]);
  return [
    spoken.class.connects({ labs: shown.length }),
    ...to,
    ...(sends.length > 0 ? [spoken.class.sends({ variables: sends })] : []),
    ...(reads.length > 0 ? [spoken.class.reads({ files: reads })] : []),
    spoken.class.writes({ files: all(({ writes }) => writes) }),
  ];
}
