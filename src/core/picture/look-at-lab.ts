import pLimit from 'p-limit';
import { awayFacts, type LabFacts } from '../../shared/picture/facts.ts';
import { boundedNode } from '../bounds/bounded-node.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import type { Prompts } from '../remote/auth/prompts.ts';
import { type Connect, connectNode } from '../remote/connect.ts';
import { lookAtNode } from './look-at-node.ts';

export interface LookRequest {
  prompts: Prompts;
  signal: AbortSignal;
  connect?: Connect;
}

/** Connections opened at one time, as for a run. */
const atOnce = 16;
const connectMs = 6_000;

/** Looks once at all nodes of a lab. Changes nothing; of a node that is away it says that alone. */
export async function lookAtLab(
  { lab, baseDir, ownFiles }: TrustedLab,
  { prompts, signal, connect = connectNode }: LookRequest,
): Promise<LabFacts> {
  const limit = pLimit(atOnce);
  const look = async ({ name, address, ssh }: (typeof lab.nodes)[number]) => {
    try {
      const target = { name, address, ssh, baseDir, ownFiles };
      const node = boundedNode(await connect(target, { prompts, signal, connectTimeout: connectMs }), {
        leave: signal,
      });
      try {
        return await lookAtNode(node, lab, signal);
      } finally {
        await node.close();
      }
    } catch {
      signal.throwIfAborted();
      return awayFacts(name, address);
    }
  };
  const nodes = await Promise.all(lab.nodes.map((one) => limit(() => look(one))));
  return { lab: lab.name, track: lab.track, network: lab.network.name, nodes };
}

export type LookAtLab = typeof lookAtLab;
