import type { LabSnapshot, Stand } from '../../../shared/snapshot/snapshot.ts';
import { standKey } from '../../runs/with-seen.ts';

/**
 * What is seen while a drill is a surprise, without what would give it away: ticks and the state of daemons. What somebody
 * had looked at since then stays. `snapshot` is what runs alone say.
 */
export function veiled(seen: LabSnapshot, snapshot: LabSnapshot, since: string): LabSnapshot {
  const byRuns = new Map(snapshot.stands.map((stand) => [standKey(stand), stand]));
  return {
    ...seen,
    stands: seen.stands.map((stand) => {
      const told = byRuns.get(standKey(stand));
      if (told && (told.state === 'working' || (told.at ?? '') > since)) return told;
      return stand.state === 'open' && !stand.undone ? stand : hidden(stand);
    }),
    nodes: seen.nodes.map(({ node, seen: sight }) => ({ node, seen: sight, changes: [] })),
  };
}

const hidden = ({ step, node, at, run }: Stand): Stand => ({
  ...{ step, state: 'unknown', problems: [], lost: { why: 'drill' } },
  ...(node !== undefined && { node }),
  ...(at !== undefined && { at }),
  ...(run !== undefined && { run }),
});
