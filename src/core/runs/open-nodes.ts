import { hostname } from 'node:os';
import pLimit from 'p-limit';
import { wordsOf } from '../../shared/errors.ts';
import type { LabNode } from '../../shared/lab/lab.ts';
import type { ReportedError } from '../../shared/run/events.ts';
import type { Words } from '../../shared/texts/text.ts';
import { askedOnce } from '../bounds/asked-once.ts';
import { boundedNode } from '../bounds/bounded-node.ts';
import type { Bounds } from '../bounds/bounds.ts';
import { reportError } from '../engine/report-error.ts';
import type { Emit } from '../engine/step.ts';
import { localUserInWords } from '../gates/local-user.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { encodeBaseline } from '../ledger/baseline.ts';
import { baselineCopy } from '../ledger/baseline-copy.ts';
import { NodeLedger } from '../ledger/node-ledger.ts';
import { takeInventory } from '../ledger/take-inventory.ts';
import type { Node } from '../machine/port.ts';
import { connectNode } from '../remote/connect.ts';
import { sayingWhenLate } from './late-connection.ts';
import type { RunRequest } from './run-request.ts';

/** A node of the lab with its connection and ledger, or why there is none. */
export interface OpenNode {
  name: string;
  node?: Node;
  ledger?: NodeLedger;
  error?: ReportedError;
}

/** Connections opened at one time: each is a handshake, so more would only make all of them slow. */
const atOnce = 16;

interface Opening {
  emit: Emit;
  signal: AbortSignal;
  bounds?: Bounds;
  /** More than reading is to come. */
  forRun?: boolean;
  /** Told of each node as soon as it may be asked, while its ledger is read. */
  connected?: (node: Node) => void;
}

/** Connects to every node and reads its ledger. Never rejects for a node's sake: each carries its own error. */
export async function openNodes(
  { lab, baseDir, ownFiles }: TrustedLab,
  request: Pick<RunRequest, 'prompts' | 'connect' | 'takeOver' | 'command'>,
  { emit, signal, bounds, forRun = false, connected: told }: Opening,
): Promise<OpenNode[]> {
  const limit = pLimit(atOnce);
  const open = async ({ name, address, ssh }: LabNode): Promise<OpenNode> => {
    emit({ type: 'node', node: name, state: 'connecting' });
    const slow = (text: Words | undefined) =>
      emit({ type: 'node', node: name, state: 'connecting', ...(text !== undefined && { message: text }) });
    try {
      const connect = request.connect ?? connectNode;
      const target = { name, address, ssh, baseDir, ownFiles };
      const changesNothing = request.command === 'check';
      const asksEngine = changesNothing ? ('where it runs' as const) : ('at once' as const);
      const connected = await sayingWhenLate(name, request.prompts, slow, (how) =>
        connect(target, { ...how, signal, ...(forRun && { asksEngine }) }),
      );
      const bounded = boundedNode(connected, bounds);
      const docker = forRun ? askedOnce(bounded.dockerIfUp) : bounded.dockerIfUp;
      const node = changesNothing ? { ...bounded, docker } : bounded;
      const begin = async () => {
        // What a cancelled run left on a shared connection may still be ending.
        await node.settled();
        told?.(node);
        const enough = forRun ? node.enoughSessions() : undefined;
        // Whichever fails first: that there are too few sessions is told by both.
        const [ledger] = await Promise.all([readLedger(node, lab.name, request), enough]);
        return ledger;
      };
      const ledger = await begin().catch(async (error: unknown) => {
        await node.close();
        throw error;
      });
      emit({ type: 'node', node: name, state: 'ready' });
      // A step may wait for other nodes still: one hears at once that this one has gone.
      void connected.lost.then(
        (why) => why && emit({ type: 'node', node: name, state: 'lost', message: wordsOf(why) }),
      );
      return { name, node, ledger };
    } catch (error) {
      // Taking back continues with the others, for a while: one hears at once why not with this one.
      const goesOn = (request.command === 'reset' || request.command === 'undo') && !signal.aborted;
      emit({ type: 'node', node: name, state: 'lost', ...(goesOn && { message: wordsOf(error) }) });
      return { name, error: reportError(error, { node: name }) };
    }
  };
  return Promise.all(lab.nodes.map((one) => limit(() => open(one))));
}

function readLedger(node: Node, lab: string, { takeOver = false }: Pick<RunRequest, 'takeOver'>): Promise<NodeLedger> {
  const take = async () => encodeBaseline(await takeInventory(node, lab), new Date().toISOString());
  const holder = `${localUserInWords()}@${hostname()} (process ${process.pid})`;
  return NodeLedger.read(node, lab, {
    holder,
    takeOver,
    takeBaseline: take,
    ...baselineCopy(lab, node.name),
  });
}
