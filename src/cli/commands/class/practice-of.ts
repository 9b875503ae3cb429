import type { SeatPractice } from '../../../core/class/practice-seat.ts';
import { SeatMarks } from '../../../core/class/seat-marks.ts';
import type { PracticeLab, PracticeProgress } from '../../../core/practice/lines.ts';
import type { PracticeOptions } from '../../../core/practice/run-script.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { mayUseSudo } from '../../practice-work.ts';
import type { ClassWork } from './in-class.ts';

interface OfSeat {
  practice: SeatPractice;
  marks: SeatMarks;
  labs: ReadonlyMap<string, PracticeLab>;
  options: PracticeOptions;
}

/** The practice labs of this machine as they are now, for work on those of a class; its progress is told seat by seat. */
export async function practiceOf(at: ClassWork): Promise<(seat: string) => OfSeat> {
  const { session, loaded, renderer, signal } = at;
  const { practice, io } = session.deps;
  const sudo = mayUseSudo(session);
  const labs = new Map((await practice.practiceList({ sudo, signal })).map((lab) => [lab.name, lab]));
  const marks = new SeatMarks(io.env, loaded.name);
  return (seat) => {
    const onProgress = ({ stage, percent, message }: PracticeProgress) =>
      renderer.doing(seat, stripUnsafe(message), { type: 'progress', stage, percent, message });
    return { practice, marks, labs, options: { sudo, signal, onProgress } };
  };
}
