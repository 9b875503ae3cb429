import { z } from 'zod';
import {
  type LabSnapshot,
  labSnapshotSchema,
  type NodeSight,
  nodeSightSchema,
  type RunEntry,
  runEntrySchema,
  type Stand,
  type StandingChange,
  standingChangeSchema,
  standSchema,
} from './snapshot.ts';

/** How a list changed: entries that went by their key, and entries that are new or different, each in its place. */
function changeSchema<T extends z.ZodType>(entry: T) {
  return z.object({ gone: z.array(z.string()), put: z.array(entry) });
}

/** What a window is told of a lab: first the whole, then what changed. */
export const labNewsSchema = z.union([
  z.object({ whole: labSnapshotSchema }),
  z.object({
    stands: changeSchema(standSchema).optional(),
    nodes: changeSchema(nodeSightSchema).optional(),
    toTakeBack: changeSchema(standingChangeSchema).optional(),
    runs: changeSchema(runEntrySchema).optional(),
    takenBackAt: z.string().optional(),
  }),
]);
export type LabNews = z.infer<typeof labNewsSchema>;

type ListName = 'stands' | 'nodes' | 'toTakeBack' | 'runs';
type Entry = Stand | NodeSight | StandingChange | RunEntry;
interface Change<T> {
  gone: string[];
  put: T[];
}

const names: readonly ListName[] = ['stands', 'nodes', 'toTakeBack', 'runs'];

/** What makes an entry the same one: a run's id, a step on a node, a thing on a node. */
function keyOf(list: ListName, entry: Entry): string {
  if (list === 'runs') return (entry as RunEntry).run;
  if (list === 'nodes') return (entry as NodeSight).node;
  const { step, node = '', change } = entry as Stand & StandingChange;
  return JSON.stringify(list === 'toTakeBack' ? [node, change] : [step, node]);
}

/** What must be told to turn one snapshot into the other; undefined where they say the same. */
export function newsBetween(before: LabSnapshot, after: LabSnapshot): LabNews | undefined {
  const news: Exclude<LabNews, { whole: unknown }> = {};
  for (const name of names) {
    const change = changeBetween<Entry>(name, before[name], after[name]);
    if (change) Object.assign(news, { [name]: change });
  }
  if (before.takenBackAt !== after.takenBackAt) {
    if (after.takenBackAt === undefined) return { whole: after };
    news.takenBackAt = after.takenBackAt;
  }
  return Object.keys(news).length > 0 ? news : undefined;
}

/** The snapshot with the news in it. */
export function withNews(snapshot: LabSnapshot, news: LabNews): LabSnapshot {
  if ('whole' in news) return news.whole;
  const { takenBackAt = snapshot.takenBackAt } = news;
  return {
    stands: withChange('stands', snapshot.stands, news.stands),
    nodes: withChange('nodes', snapshot.nodes, news.nodes),
    toTakeBack: withChange('toTakeBack', snapshot.toTakeBack, news.toTakeBack),
    runs: withChange('runs', snapshot.runs, news.runs),
    ...(takenBackAt !== undefined && { takenBackAt }),
  };
}

function changeBetween<T extends Entry>(
  name: ListName,
  before: readonly T[],
  after: readonly T[],
): Change<T> | undefined {
  if (before === after) return undefined;
  const old = new Map(before.map((entry) => [keyOf(name, entry), entry]));
  const keys = after.map((entry) => keyOf(name, entry));
  const kept = new Set(keys);
  const put = after.filter((entry, at) => !isSame(old.get(keys[at] ?? ''), entry));
  const change = { gone: [...old.keys()].filter((key) => !kept.has(key)), put };
  const order = withChange(name, before, change).map((entry) => keyOf(name, entry));
  // What came in another order, such as a thing that was made again, is told as a whole list.
  if (order.some((key, at) => key !== keys[at])) return { gone: [...old.keys()], put: [...after] };
  return change.gone.length + put.length > 0 ? change : undefined;
}

function withChange<T extends Entry>(name: ListName, list: readonly T[], change: Change<T> | undefined): T[] {
  if (!change) return list as T[];
  const entries = new Map(list.map((entry) => [keyOf(name, entry), entry]));
  for (const key of change.gone) entries.delete(key);
  for (const entry of change.put) entries.set(keyOf(name, entry), entry);
  return [...entries.values()];
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);
