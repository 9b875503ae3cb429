import type { LabNode } from '../../shared/lab/lab.ts';
import { boundedNode } from '../bounds/bounded-node.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import type { Node } from '../machine/port.ts';
import type { Prompts } from '../remote/auth/prompts.ts';
import { type Connect, connectNode } from '../remote/connect.ts';

export interface LookRequest {
  prompts: Prompts;
  signal: AbortSignal;
  /** How to come to a node, unless by a connection of its own. */
  connect?: Connect;
}

/** Connections opened at one time, as for a run. */
export const looksAtOnce = 16;
/** Milliseconds for a host on the way: one that is away is told, and is not waited for long. */
const connectMs = 6000;

/** A connection to a node for who only looks, outside of any run; its calls end with the signal. The caller closes it. */
export async function openToLook(
  { name, address, ssh }: LabNode,
  { baseDir, ownFiles }: TrustedLab,
  { prompts, signal, connect = connectNode }: LookRequest,
): Promise<Node> {
  const target = { name, address, ssh, baseDir, ownFiles };
  return boundedNode(await connect(target, { prompts, signal, connectTimeout: connectMs }), { leave: signal });
}
