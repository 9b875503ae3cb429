import { cleaned } from '../../core/report/cleaned.ts';
import { safeJson } from '../../core/report/safe-json.ts';
import { isWell, type SeatOutcome } from '../../shared/class/outcome.ts';
import type { LabEvent } from '../../shared/run/events.ts';
import { spoken } from '../../shared/texts/text.ts';
import { inThisLanguage } from '../../shared/texts/wire.ts';
import type { Session } from '../session.ts';
import { outcomeLines } from './outcome-lines.ts';
import { paint } from './paint.ts';
import { cut } from './width.ts';

/** Shows many labs at work: a line a seat when it is done, and on a terminal what each is doing; or JSON, an event a line. */
export function classRenderer({ deps, json, screen, style }: Session, seats: number) {
  const doing = new Map<string, string>();
  const ended = new Map<string, SeatOutcome>();
  const write = (line: object) => void deps.io.stdout.write(`${safeJson(line)}\n`);
  const draw = () => {
    if (!style.live || json) return;
    const at = [...doing].map(([seat, what]) => `  ${seat}: ${what}`);
    const room = Math.max(1, style.rows - 6);
    const shown =
      at.length > room ? [...at.slice(0, room - 1), spoken.class.andMore({ rest: at.length - room + 1 })] : at;
    const failed = [...ended.values()].filter((one) => !isWell(one)).length;
    screen.region(
      [spoken.class.progress({ done: ended.size, seats, failed }), ...shown].map((line) =>
        cut(line, style.columns - 1),
      ),
    );
  };
  return {
    begun(seat: string): void {
      doing.set(seat, spoken.class.begins);
      if (json) write({ type: 'seat', seat, state: 'working' });
      draw();
    },
    doing(seat: string, what: string, line?: object): void {
      doing.set(seat, what);
      if (json && line) write({ ...line, seat });
      draw();
    },
    event(seat: string, event: LabEvent): void {
      // What came of the seat is told once, in a line of its own.
      if (json && event.type !== 'result') write({ ...event, seat });
      if (event.type === 'task' && ['checking', 'applying', 'verifying', 'undoing'].includes(event.state)) {
        doing.set(seat, event.node === undefined ? event.step : `${event.step} (${event.node})`);
        draw();
      }
    },
    ended(outcome: SeatOutcome): void {
      doing.delete(outcome.seat);
      ended.set(outcome.seat, outcome);
      if (json) write({ type: 'seat', ...outcome });
      else screen.print(outcomeLines(cleaned(inThisLanguage(outcome)), style));
      draw();
    },
    /** What is done next is counted from the beginning. */
    again: () => ended.clear(),
    note(text: string): void {
      if (json) deps.io.stderr.write(`${text}\n`);
      else screen.print([paint(style, 'yellow', text)]);
    },
    end: () => screen.region([]),
  };
}

export type ClassRenderer = ReturnType<typeof classRenderer>;
