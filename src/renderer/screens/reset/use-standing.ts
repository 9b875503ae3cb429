import { useQuery } from '@tanstack/react-query';
import type { LabSnapshot, StandingChange } from '../../../shared/snapshot/snapshot.ts';
import type { NodeStatus } from '../../../shared/wire/node-status.ts';
import { ask } from '../../state/connection.ts';

export interface Standing {
  /** What would be taken back, oldest first: as the nodes tell it, else as this app's own runs do. */
  changes: StandingChange[];
  /** What each node said; empty until they have answered. */
  nodes: readonly NodeStatus[];
  asking: boolean;
  error: unknown;
}

/** Asks the nodes themselves: another laptop, or the command line, may have built there. */
export function useStanding(lab: string, { runs, toTakeBack: told }: LabSnapshot, busy: boolean): Standing {
  const last = runs.findLast(({ state }) => state !== 'running')?.run ?? '';
  const status = useQuery({
    queryKey: ['status', lab, last],
    queryFn: () => ask((client) => client.labs.status({ id: lab })),
    enabled: !busy,
  });
  const nodes = busy ? [] : (status.data?.nodes ?? []);
  const changes = nodes.length === 0 ? told : nodes.flatMap((node) => changesOf(node, told));
  return { changes, nodes, asking: status.isFetching, error: busy ? undefined : status.error };
}

function changesOf({ name, unknown, changes }: NodeStatus, told: readonly StandingChange[]): StandingChange[] {
  if (unknown !== undefined) return told.filter(({ node }) => node === name);
  // A thing may have been changed more than once; it is taken back once.
  const things = new Map(changes.map((one) => [one.change, { ...one, node: name }]));
  return [...things.values()];
}
