import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { type Subject, tooLarge } from '../../gates/limits.ts';

/** What one window has asked for and was not answered yet. */
export interface WindowCalls {
  /** Throws where it is too much; else gives what must be called when the answer, or the stream, is over. */
  begin(procedure: string): () => void;
}

/** A window has some ten at a time; a test of every node of a large lab asks for one each. */
const mostCalls = 200;
/** Of those that start programs or hold much. */
const mostOf: Record<string, number> = {
  'follow.start': 2,
  'drills.ask': 4,
  'report.export': 4,
  'practice.requirements': 4,
  'labs.status': 16,
};

/** One that keeps asking for more than it gets is cut off: refusing takes time too. */
const mostRefused = 500;

/** `cut` ends the window's connection. */
export function windowCalls(cut: () => void): WindowCalls {
  const going = new Map<string, number>();
  let refused = 0;
  const count = (procedure: string, step: 1 | -1) => {
    going.set('', (going.get('') ?? 0) + step);
    going.set(procedure, (going.get(procedure) ?? 0) + step);
  };
  return {
    begin(procedure) {
      const most = mostOf[procedure] ?? mostCalls;
      if ((going.get('') ?? 0) >= mostCalls || (going.get(procedure) ?? 0) >= most) {
        refused += 1;
        if (refused > mostRefused) cut();
        throw new LabError('refused', texts.app.tooManyQuestions({ most }), {
          remedy: texts.app.tooManyQuestionsRemedy,
        });
      }
      count(procedure, 1);
      let over = false;
      return () => {
        if (!over) count(procedure, -1);
        over = true;
      };
    },
  };
}

/** A form with a thousand nodes has some 12,000 values; beyond that not even the mistakes are listed. */
const mostValues = 20_000;
const mostDepth = 10;
const asked: Subject = { what: texts.app.whatWindowAsked, remedy: texts.app.whatWindowAskedRemedy };

/** Looks at an input before it is validated: each wrong value would cost a message. */
export function checkInput(input: unknown): void {
  let values = 0;
  const look = (value: unknown, depth: number): void => {
    values += 1;
    if (values > mostValues) throw tooLarge(asked, texts.app.soManyValues({ most: mostValues }));
    if (typeof value !== 'object' || value === null) return;
    if (depth >= mostDepth) throw tooLarge(asked, texts.app.soDeep({ most: mostDepth }));
    for (const key in value) look((value as Record<string, unknown>)[key], depth + 1);
  };
  look(input, 0);
}
