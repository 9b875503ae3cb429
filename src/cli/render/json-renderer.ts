import { safeJson } from '../../core/report/safe-json.ts';
import type { LabEvent } from '../../shared/run/events.ts';
import type { Output } from '../io.ts';
import type { Renderer } from './renderer.ts';

/** One event a line; the result comes last whatever happens, and nothing that is not JSON ever. */
export function jsonRenderer(stdout: Output, stderr: Output): Renderer {
  let last: LabEvent | undefined;
  return {
    event(event) {
      if (event.type === 'result') last = event;
      else stdout.write(`${safeJson(event)}\n`);
    },
    note: (text) => void stderr.write(`${text}\n`),
    end: (result) => void stdout.write(`${safeJson(last ?? { type: 'result', ...result })}\n`),
  };
}
