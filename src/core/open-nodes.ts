import { hostname, userInfo } from 'node:os';
import pLimit from 'p-limit';
import type { ReportedError } from '../shared/events.ts';
import type { LabNode } from '../shared/lab.ts';
import type { RunRequest } from './app.ts';
import { reportError } from './engine/report-error.ts';
import type { Emit } from './engine/step.ts';
import type { LoadedLab } from './lab/load-lab.ts';
import { encodeBaseline, takeInventory } from './ledger/baseline.ts';
import { baselineCopy } from './ledger/baseline-copy.ts';
import { NodeLedger } from './ledger/node-ledger.ts';
import { connectNode } from './remote/connect.ts';
import type { Node } from './remote/port.ts';

/** A node of the lab with its connection and ledger, or why there is none. */
export interface OpenNode {
  name: string;
  node?: Node;
  ledger?: NodeLedger;
  error?: ReportedError;
}

/** Connections opened at one time: each is a handshake, so more would only make all of them slow. */
const atOnce = 16;

/** Connects to every node and reads its ledger. Never rejects for a node's sake: each carries its own error. */
export async function openNodes(
  { lab, baseDir }: LoadedLab,
  request: Pick<RunRequest, 'prompts' | 'connect' | 'takeOver' | 'command'>,
  { emit, signal }: { emit: Emit; signal: AbortSignal },
): Promise<OpenNode[]> {
  const limit = pLimit(atOnce);
  const open = async ({ name, address, ssh }: LabNode): Promise<OpenNode> => {
    emit({ type: 'node', node: name, state: 'connecting' });
    try {
      const connect = request.connect ?? connectNode;
      const node = await connect({ name, address, ssh, baseDir }, { prompts: request.prompts, signal });
      const ledger = await readLedger(node, lab.name, request).catch(async (error: unknown) => {
        await node.close();
        throw error;
      });
      emit({ type: 'node', node: name, state: 'ready' });
      return { name, node, ledger };
    } catch (error) {
      emit({ type: 'node', node: name, state: 'lost' });
      return { name, error: reportError(error, { node: name }) };
    }
  };
  return Promise.all(lab.nodes.map((one) => limit(() => open(one))));
}

function readLedger(node: Node, lab: string, { takeOver = false }: Pick<RunRequest, 'takeOver'>): Promise<NodeLedger> {
  const take = async () => encodeBaseline(await takeInventory(node, lab), new Date().toISOString());
  const holder = `${userInfo().username}@${hostname()} (process ${process.pid})`;
  return NodeLedger.read(node, lab, {
    holder,
    takeOver,
    takeBaseline: take,
    ...baselineCopy(lab, node.name),
  });
}
