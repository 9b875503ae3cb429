import type { Lab } from '../../shared/lab/lab.ts';
import type { NodeStatus } from '../../shared/wire/contract.ts';
import type { Node } from '../machine/port.ts';
import { findTyped, type Looked } from './find-typed.ts';

type TypedStatus = NonNullable<NodeStatus['typed']>;

/** What a person is shown of what was typed on each node. */
export async function typedStatus(
  lab: Lab,
  nodes: readonly Looked[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Node, TypedStatus>> {
  const found = await findTyped(lab, nodes, { signal });
  return new Map(
    [...found].map(([node, { things, engine }]): [Node, TypedStatus] => [
      node,
      {
        things: things.map(({ taking: _, ...shown }) => shown),
        ...(!engine && { unseen: 'Docker did not answer, so its networks and containers were not seen' }),
      },
    ]),
  );
}
