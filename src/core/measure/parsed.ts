import type { Words } from '../../shared/texts/text.ts';
/** What a parser of a node's output returns. A failure is a reason, never a 0: 'unknown' is a result of its own. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: Words };

export function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function failed(reason: Words): { ok: false; reason: Words } {
  return { ok: false, reason };
}
