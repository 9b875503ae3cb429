import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { LabSnapshot, NodeSight, StandingChange } from '../../../shared/snapshot/snapshot.ts';
import type { NodeStatus } from '../../../shared/wire/node-status.ts';
import { ask } from '../../state/connection.ts';
import { differs } from './differs.ts';

export interface Standing {
  /** What would be taken back, oldest first: as the nodes tell it, else as this app's own runs do. */
  changes: StandingChange[];
  /** What each node said; empty until they have answered. */
  nodes: readonly NodeStatus[];
  /** When they were asked. */
  at?: string | undefined;
  /** Something happened on the nodes since: they are asked again. */
  isOld: boolean;
  asking: boolean;
  error: unknown;
}

/** So long after something happened the nodes are asked again: what is typed in one line happens in one moment. */
const pauseMs = 1_000;

/**
 * Asks the nodes themselves, since another laptop, or the command line, may have built there; and again after something
 * happened there.
 */
export function useStanding(
  lab: string,
  { runs, toTakeBack: told, nodes: sights }: LabSnapshot,
  busy: boolean,
): Standing {
  const last = runs.findLast(({ state }) => state !== 'running')?.run ?? '';
  const client = useQueryClient();
  const now = useRef<readonly NodeSight[]>(sights);
  useEffect(() => {
    now.current = sights;
  }, [sights]);
  const status = useQuery({
    queryKey: ['status', lab, last],
    queryFn: async () => {
      const asked = { before: now.current, at: new Date().toISOString() };
      // Nobody is asked for a password because something happened on a node.
      const isRenewal = client.getQueryData(['status', lab, last]) !== undefined;
      return { ...asked, ...(await ask(({ labs }) => labs.status({ id: lab, quiet: isRenewal }))) };
    },
    enabled: !busy,
  });
  const { data, isFetching, refetch } = status;
  const isOld = data !== undefined && differs(data.before, sights);
  useEffect(() => {
    if (busy || !isOld || isFetching) return;
    const timer = setTimeout(() => void refetch(), pauseMs);
    return () => clearTimeout(timer);
  }, [busy, isOld, isFetching, refetch]);
  const nodes = busy ? [] : (data?.nodes ?? []);
  const changes = nodes.length === 0 ? told : nodes.flatMap((node) => changesOf(node, told));
  return { changes, nodes, at: data?.at, isOld, asking: isFetching, error: busy ? undefined : status.error };
}

function changesOf({ name, unknown, changes }: NodeStatus, told: readonly StandingChange[]): StandingChange[] {
  if (unknown !== undefined) return told.filter(({ node }) => node === name);
  // A thing may have been changed more than once; it is taken back once.
  const things = new Map(changes.map((one) => [one.change, { ...one, node: name }]));
  return [...things.values()];
}
