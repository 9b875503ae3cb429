import { LabError } from '../../shared/errors.ts';
import type { FollowQuestion, FollowReport } from '../../shared/follow/report.ts';
import type { LabNode } from '../../shared/lab/lab.ts';
import { texts } from '../../shared/texts/text.ts';
import { boundedNode } from '../bounds/bounded-node.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { findContainer } from '../machine/engine-objects.ts';
import type { Node } from '../machine/port.ts';
import type { Prompts } from '../remote/auth/prompts.ts';
import { type Connect, connectNode } from '../remote/connect.ts';
import { workerName } from '../tracks/common/support/names.ts';
import { type Catching, catchPackets } from './catch-packets.ts';
import { followLook } from './follow-look.ts';
import type { Asked, Part } from './follow-program.ts';
import { makeFile } from './make-file.ts';
import { makeReport } from './make-report.ts';
import { type End, spotsOf } from './points.ts';

export interface FollowRequest {
  question: FollowQuestion;
  prompts: Prompts;
  signal: AbortSignal;
  /** How to come to a node, unless by a connection of its own. */
  connect?: Connect;
}

export interface FollowResult {
  report: FollowReport;
  /** All that was caught, as pcapng. */
  file: Uint8Array;
}

/** Milliseconds for a host on the way. */
const connectMs = 10_000;
/** More than so many are kept without their data. */
const fewPackets = 50;
const snaps = { whole: 65_535, short: 128 };
const mostOfPoint = 8 * 1024 * 1024;
/** For beginning, for what is still on its way, and for reading all of it. */
const spareSeconds = 25;
const longestSeconds = 30;

/** Sends packets from one worker to another and catches them at each point on their way. Changes nothing and leaves nothing. */
export async function followLab(trusted: TrustedLab, request: FollowRequest): Promise<FollowResult> {
  const { question, signal } = request;
  const pair = [endOf(trusted, question.from), endOf(trusted, question.to)] as const;
  if (pair[0] === pair[1]) throw new LabError('bad-input', texts.follow.sameEnds({ node: pair[0].name }));
  const seconds = question.count / question.rate;
  if (seconds > longestSeconds)
    throw new LabError('bad-input', texts.follow.tooLong({ seconds: Math.ceil(seconds), most: longestSeconds }));
  const open: Node[] = [];
  const catching: Catching[] = [];
  try {
    const nodes = await Promise.all(pair.map((one) => openNode(one, trusted, request, open)));
    const [from, to] = await Promise.all(nodes.map((node) => lookAt(node, trusted, signal)));
    if (!from || !to) throw new LabError('unexpected', texts.follow.program({ node: question.from }));
    const port = 47_000 + Math.floor(Math.random() * 900);
    const packet = { kind: question.kind, port };
    const ends = [
      { own: from, other: to, role: 'send', spots: spotsOf(trusted.lab, from, to, packet) },
      { own: to, other: from, role: 'answer', spots: spotsOf(trusted.lab, to, from, packet) },
    ] as const;
    const begun = await Promise.allSettled(
      ends.map(async ({ own, other, role, spots }, index) => {
        const part: Part = { role, ...question, pid: own.standing.pid, own: own.address, other: other.address, port };
        const asked: Asked = {
          seconds: Math.ceil(seconds) + spareSeconds,
          snap: question.count > fewPackets ? snaps.short : snaps.whole,
          ...{ most: mostOfPoint, part, catches: spots.map((spot) => spot.catch) },
        };
        catching[index] = await catchPackets(nodes[index] as Node, asked, signal);
      }),
    );
    for (const one of begun) if (one.status === 'rejected') throw one.reason;
    const said = (await catching[0]?.send((seconds + 15) * 1000)) ?? '';
    const caught = await Promise.all(catching.map((one) => one.stop()));
    const made = { lab: trusted.lab, question, port, said, from, to, spots: ends.map(({ spots }) => spots), caught };
    const { report, joined, observed } = makeReport(made);
    return { report, file: makeFile(report, joined, observed) };
  } finally {
    await Promise.all(catching.map((one) => one?.leave()));
    await Promise.all(open.map((node) => node.close()));
  }
}

export type FollowLab = typeof followLab;

/** A node, by its name or its worker's. */
function endOf({ lab }: TrustedLab, name: string): LabNode {
  const found = lab.nodes.find((node) => node.name === name || workerName(lab, node.name) === name);
  if (found) return found;
  const known = lab.nodes.slice(0, 10).map((node) => workerName(lab, node.name));
  throw new LabError('not-found', texts.follow.noSuchEnd({ name: name.slice(0, 70), known }));
}

async function openNode(
  { name, address, ssh }: LabNode,
  { baseDir, ownFiles }: TrustedLab,
  { prompts, signal, connect = connectNode }: FollowRequest,
  open: Node[],
): Promise<Node> {
  const target = { name, address, ssh, baseDir, ownFiles };
  const node = boundedNode(await connect(target, { prompts, signal, connectTimeout: connectMs }), { leave: signal });
  open.push(node);
  return node;
}

/** Throws where there is no worker that runs, or no way to look into its network. */
async function lookAt(node: Node, { lab }: TrustedLab, signal: AbortSignal): Promise<End & { worker: string }> {
  const worker = workerName(lab, node.name);
  const refuse = (what: Parameters<typeof texts.follow.refused>[0]['why']) => {
    throw new LabError('refused', texts.follow.refused({ node: node.name, why: what }), {
      node: node.name,
      remedy: texts.follow.refusedRemedy,
    });
  };
  // An engine that was stopped is not started by the question.
  const found = await findContainer({ ...node, docker: node.dockerIfUp }, worker);
  const end = found?.running ? found.networks[lab.network.name] : undefined;
  if (!end?.address) return refuse(texts.follow.noWorker({ worker }));
  const standing = await node.run(followLook, { container: worker, id: end.networkId.slice(0, 10) }, { signal });
  if (standing.pid === 0) return refuse(texts.follow.noWorker({ worker }));
  const lacks = ['nsenter', 'timeout', 'gzip'].filter((tool) => !standing.tools.includes(tool));
  if (lacks.length > 0) return refuse(texts.follow.lacks({ tools: lacks }));
  if (!standing.tools.includes('tcpdump') && !standing.tools.includes('perl')) return refuse(texts.follow.noCapture);
  return { node: node.name, machine: node.address, address: end.address, worker, standing };
}
