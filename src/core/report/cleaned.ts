import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';

/**
 * A copy in which no text can steer a terminal or turn the reading direction. Node text is in outputs, findings, facts,
 * errors and measurements alike, so it is done once, for all strings, and no format has to remember it.
 */
export function cleaned<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return stripUnsafe(value);
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [stripUnsafe(key), clean(inner)]));
}
