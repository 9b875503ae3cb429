import type { Inventory } from '../../shared/inventory/inventory.ts';
import { hasContent } from '../../shared/inventory/system-records.ts';
import type { Json } from '../../shared/json.ts';
import { sha256 } from '../machine/file.ts';
import { type Change, thingOf, withEarlierState } from './change.ts';
import type { Entry } from './open-entries.ts';

export interface Coalesced {
  /** Ids of all entries that this stands for. */
  ids: string[];
  change: Change;
  detail: Json | undefined;
  /** SHA-256 of everything that the lab wrote to a file, however far each attempt came. */
  wrote: readonly string[];
}

/** While they are gathered: of thousands of entries for one thing, each is looked at once. */
interface Gathered extends Coalesced {
  seen: Set<string>;
}

/**
 * A step that was interrupted and applied again leaves several entries for one thing. Taking it back needs what stood
 * before the first and what was written last. Newest first, as they are taken back. A file that someone else wrote
 * between two attempts is two things: theirs comes back first, and then shows as another hand's work. One that someone
 * else removed in between comes back only as it was when the lab began, which `before`, the files of the baseline, tells.
 */
export function coalesce(entries: readonly Entry[], before?: Inventory['files']): Coalesced[] {
  const byThing = new Map<string, Gathered>();
  /** Under which key the newest entries of a thing stand. */
  const keys = new Map<string, string>();
  for (const { id, change, outcome } of entries) {
    const thing = thingOf(change);
    const last = keys.get(thing) ?? thing;
    const key = wroteBetween(byThing.get(last), change) ? `${thing} #${byThing.size}` : last;
    keys.set(thing, key);
    const known = byThing.get(key);
    byThing.delete(key);
    const ids = known?.ids ?? [];
    ids.push(id);
    const seen = known?.seen ?? new Set();
    if (change.kind === 'file') seen.add(change.wrote);
    byThing.set(key, {
      ids,
      seen,
      change: known && !goneSince(known.change, change, before) ? withEarlierState(change, known.change) : change,
      detail: outcome?.detail ?? known?.detail,
      wrote: [],
    });
  }
  return [...byThing.values()].reverse().map(({ seen, ...one }) => ({ ...one, wrote: [...seen] }));
}

/** True where a file stood before the new attempt as neither the lab nor the time before the lab had left it. */
function wroteBetween(known: Gathered | undefined, change: Change): boolean {
  if (known?.change.kind !== 'file' || change.kind !== 'file' || !change.before) return false;
  const now = change.before.base64;
  return known.change.before?.base64 !== now && !known.seen.has(sha256(Buffer.from(now, 'base64')));
}

/** Someone else put a file there after the baseline, and took it away again; the lab itself removes only its own. */
function goneSince(earlier: Change, change: Change, before: Inventory['files'] | undefined): boolean {
  if (earlier.kind !== 'file' || change.kind !== 'file' || !earlier.before || change.before || !before) return false;
  return !hasContent(before, earlier.path, sha256(Buffer.from(earlier.before.base64, 'base64')));
}
