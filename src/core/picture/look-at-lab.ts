import pLimit from 'p-limit';
import type { LabNode } from '../../shared/lab/lab.ts';
import { awayFacts, type LabFacts } from '../../shared/picture/facts.ts';
import { waitFor } from '../gates/wait-for.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { type LookRequest, looksAtOnce, openToLook } from '../looking/open-to-look.ts';
import { lookAtNode } from './look-at-node.ts';
import { Meter } from './meter.ts';

export interface LookAtLabRequest extends LookRequest {
  /** Look a second time, so long after, to see what flows. */
  againMs?: number | undefined;
}

/** Looks once at all nodes of a lab. Changes nothing; of a node that is away it says that alone. */
export async function lookAtLab(trusted: TrustedLab, request: LookAtLabRequest): Promise<LabFacts> {
  const { lab } = trusted;
  const { signal, againMs } = request;
  const limit = pLimit(looksAtOnce);
  const look = async (one: LabNode) => {
    try {
      const node = await openToLook(one, trusted, request);
      try {
        const how = { signal, meter: new Meter(node.address) };
        const facts = await lookAtNode(node, lab, how);
        if (againMs === undefined) return facts;
        await waitFor(againMs, { signal });
        return await lookAtNode(node, lab, how);
      } finally {
        await node.close();
      }
    } catch {
      signal.throwIfAborted();
      return awayFacts(one.name, one.address);
    }
  };
  const nodes = await Promise.all(lab.nodes.map((one) => limit(() => look(one))));
  return { lab: lab.name, track: lab.track, network: lab.network.name, nodes };
}

export type LookAtLab = typeof lookAtLab;
