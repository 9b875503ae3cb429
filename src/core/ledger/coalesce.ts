import type { Json } from '../../shared/json.ts';
import type { Change } from './change.ts';
import type { Entry } from './node-ledger.ts';

export interface Coalesced {
  /** Ids of all entries that this stands for. */
  ids: string[];
  change: Change;
  detail: Json | undefined;
}

/**
 * A step that was interrupted and applied again leaves several entries for one thing. Taking it back needs what stood
 * before the first and what was written last. Newest first, as they are taken back.
 */
export function coalesce(entries: readonly Entry[]): Coalesced[] {
  const byThing = new Map<string, Coalesced>();
  for (const { id, change, outcome } of entries) {
    const key = thingOf(change);
    const known = byThing.get(key);
    byThing.delete(key);
    byThing.set(key, {
      ids: [...(known?.ids ?? []), id],
      change: known ? withEarlierState(change, known.change) : change,
      detail: outcome?.detail ?? known?.detail,
    });
  }
  return [...byThing.values()].reverse();
}

function thingOf(change: Change): string {
  switch (change.kind) {
    case 'file':
    case 'directory':
      return `${change.kind} ${change.path}`;
    case 'unit':
      return `unit ${change.unit}`;
    case 'image':
      return `image ${change.reference}`;
    case 'network':
    case 'container':
      return `${change.kind} ${change.name}`;
    case 'gwbridge':
      return 'gwbridge';
  }
}

function withEarlierState(change: Change, earlier: Change): Change {
  if (change.kind === 'file' && earlier.kind === 'file') return { ...change, before: earlier.before };
  if (change.kind === 'unit' && earlier.kind === 'unit') return { ...change, before: earlier.before };
  return change;
}
