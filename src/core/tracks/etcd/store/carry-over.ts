import { z } from 'zod';
import { LabError } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import { engineInfo, restartEngine } from '../../../machine/engine.ts';
import type { Node } from '../../../machine/port.ts';
import { getJson } from '../../../machine/tunnel-http.ts';
import { allEnded } from '../../common/support/all-ended.ts';
import type { LabContext } from '../../common/support/lab-step.ts';
import { clientPort, membersIn, wantedOf } from '../../common/support/names.ts';

/** A key that the engines wrote into the store, and its value as they encode it. */
export interface Pair {
  key: string;
  value: string;
}

interface Branch {
  key: string;
  value?: string | undefined;
  /** Seconds to live: who is there now, which the engines say again by themselves. */
  ttl?: number | undefined;
  modifiedIndex?: number | undefined;
  nodes?: Branch[] | undefined;
}
const branchSchema: z.ZodType<Branch> = z.object({
  key: z.string(),
  value: z.string().optional(),
  ttl: z.number().optional(),
  modifiedIndex: z.number().optional(),
  get nodes() {
    return z.array(branchSchema).optional();
  },
});
const answerSchema = z.object({ node: branchSchema });

/**
 * What the engines have in the store: networks, ends, addresses in use. Each member that runs tells what it knows, with a
 * quorum or without; the one that heard last counts. Empty where none answers.
 */
export async function readContents(nodes: readonly Node[], signal: AbortSignal): Promise<Pair[]> {
  const told = await Promise.all(nodes.map((node) => leavesOn(node, signal)));
  const newest = (leaves: Branch[]) => Math.max(0, ...leaves.map(({ modifiedIndex = 0 }) => modifiedIndex));
  const [best = []] = told.toSorted((a, b) => newest(b) - newest(a));
  return best.flatMap(({ key, value, ttl }) => (value === undefined || ttl !== undefined ? [] : [{ key, value }]));
}

async function leavesOn(node: Node, signal: AbortSignal): Promise<Branch[]> {
  try {
    const path = '/v2/keys/docker?recursive=true';
    const { json } = await getJson(node, node.address, clientPort, path, { signal, timeout: 3_000 });
    return leavesOf(answerSchema.parse(json).node);
  } catch {
    signal.throwIfAborted();
    return []; // it is down, or no engine has written anything yet
  }
}

const leavesOf = (branch: Branch): Branch[] => (branch.nodes ? branch.nodes.flatMap(leavesOf) : [branch]);

/** Into a store that has just been made, before an engine asks it anything. */
export async function writeContents(node: Node, pairs: readonly Pair[], signal: AbortSignal): Promise<void> {
  const contentType = 'application/x-www-form-urlencoded';
  for (const { key, value } of pairs) {
    const path = `/v2/keys${key.split('/').map(encodeURIComponent).join('/')}`;
    const body = new URLSearchParams({ value }).toString();
    const { status } = await getJson(node, node.address, clientPort, path, {
      signal,
      method: 'PUT',
      body,
      contentType,
    });
    if (status >= 400)
      throw new LabError('command-failed', texts.etcd.keyNotAccepted({ node: node.name, key, status }), {
        node: node.name,
        remedy: texts.etcd.keyNotAcceptedRemedy,
      });
  }
}

/** The engines' networks go into the new store, and each engine that met the others in the old one meets them there. */
export async function moveIn({ lab, nodes, signal }: LabContext, contents: readonly Pair[]): Promise<void> {
  const [first] = membersIn(lab, nodes);
  if (first) await writeContents(first, contents, signal);
  await allEnded(
    nodes.map(async (node) => {
      const { ClusterStore } = await engineInfo(node);
      // Until it starts again it makes no network there: "Key not found … ipam".
      if (ClusterStore === wantedOf(lab, node.address).store) await restartEngine(node, signal, lab.name);
    }),
  );
}
