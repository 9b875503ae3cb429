import { stepsUpTo } from '../../../shared/class/parts.ts';
import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { outlineOf, type TrackId } from '../../../shared/tracks/tracks.ts';
import type { Action } from '../act.ts';
import { type ClassOptions, chosenSeats } from './class-options.ts';
import { inClass } from './in-class.ts';
import { runSeats } from './run-seats.ts';

interface RunOptions extends ClassOptions {
  to?: string;
  iperfSeconds: number;
  takeOver?: boolean;
}

const build =
  (command: 'check' | 'run'): Action<RunOptions, [string?]> =>
  async (session, [file], options) => {
    const { loaded, chosen } = await chosenSeats(session, file, options);
    const part = options.to ?? loaded.lesson?.to;
    const request = {
      command,
      ...(part !== undefined && { only: stepsOf(loaded.track, part) }),
      options: { iperfSeconds: options.iperfSeconds },
      ...(options.takeOver && { takeOver: true }),
    };
    return inClass(session, { loaded, chosen, options, command }, (at) => runSeats(at, request));
  };

export const check = build('check');
export const run = build('run');

function stepsOf(track: TrackId, part: string) {
  const outline = outlineOf(track);
  const steps = stepsUpTo(outline, part);
  if (!steps) {
    const parts = outline.parts.map(({ id }) => id);
    throw new LabError('bad-input', texts.class.noPart({ part, parts }), { remedy: texts.class.noPartRemedy });
  }
  return steps;
}
