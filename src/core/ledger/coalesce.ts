import type { Json } from '../../shared/json.ts';
import { sha256 } from '../node/file.ts';
import type { Change } from './change.ts';
import type { Entry } from './node-ledger.ts';

export interface Coalesced {
  /** Ids of all entries that this stands for. */
  ids: string[];
  change: Change;
  detail: Json | undefined;
  /** SHA-256 of everything that the lab wrote to a file, however far each attempt came. */
  wrote: string[];
}

/**
 * A step that was interrupted and applied again leaves several entries for one thing. Taking it back needs what stood
 * before the first and what was written last. Newest first, as they are taken back. A file that someone else wrote
 * between two attempts is two things: theirs comes back first, and then shows as another hand's work. One that someone
 * else removed in between comes back only as it was when the lab began, which `before`, the files of the baseline, tells.
 */
export function coalesce(entries: readonly Entry[], before?: readonly string[]): Coalesced[] {
  const byThing = new Map<string, Coalesced>();
  /** Under which key the newest entries of a thing stand. */
  const keys = new Map<string, string>();
  for (const { id, change, outcome } of entries) {
    const thing = thingOf(change);
    const last = keys.get(thing) ?? thing;
    const key = wroteBetween(byThing.get(last), change) ? `${thing} #${byThing.size}` : last;
    keys.set(thing, key);
    const known = byThing.get(key);
    byThing.delete(key);
    byThing.set(key, {
      ids: [...(known?.ids ?? []), id],
      change: known && !goneSince(known.change, change, before) ? withEarlierState(change, known.change) : change,
      detail: outcome?.detail ?? known?.detail,
      wrote: [...(known?.wrote ?? []), ...(change.kind === 'file' ? [change.wrote] : [])],
    });
  }
  return [...byThing.values()].reverse();
}

/** True where a file stood before the new attempt as neither the lab nor the time before the lab had left it. */
function wroteBetween(known: Coalesced | undefined, change: Change): boolean {
  if (known?.change.kind !== 'file' || change.kind !== 'file' || !change.before) return false;
  const now = change.before.base64;
  return known.change.before?.base64 !== now && !known.wrote.includes(sha256(Buffer.from(now, 'base64')));
}

/** Someone else put a file there after the baseline, and took it away again; the lab itself removes only its own. */
function goneSince(earlier: Change, change: Change, before: readonly string[] | undefined): boolean {
  if (earlier.kind !== 'file' || change.kind !== 'file' || !earlier.before || change.before || !before) return false;
  return !before.includes(`${earlier.path} ${sha256(Buffer.from(earlier.before.base64, 'base64'))}`);
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
