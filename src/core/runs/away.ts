import { toLabError } from '../../shared/errors.ts';
import type { RunResult } from '../../shared/run/events.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import type { Node } from '../machine/port.ts';
import { noPrompts } from '../remote/auth/prompts.ts';
import { connectNode, type Target } from '../remote/connect.ts';

/** What tells that a node is away, and not that it says no. */
const away = ['unreachable', 'time-out'];

/**
 * Nodes that a reset could not reach, to be reset later; none where it was cancelled, nor where no node at all was reached:
 * then it is this machine that is away. `reached`: nodes to which there was a connection, whatever became of it.
 */
export function nodesAway({ errors }: Pick<RunResult, 'errors'>, reached: ReadonlySet<string>): string[] {
  if (reached.size === 0 || errors.some(({ code }) => code === 'cancelled')) return [];
  const lost = errors.flatMap(({ code, node, step }) =>
    away.includes(code) && node && !step && !reached.has(node) ? [node] : [],
  );
  return [...new Set(lost)];
}

/**
 * Whether a node answers again. `connect` asks nobody anything: one that answers and asks for a password is back too. False
 * for a node that the lab does not have any more.
 */
export async function answersAgain(
  { lab, baseDir, ownFiles }: TrustedLab,
  name: string,
  connect: (target: Target) => Promise<Pick<Node, 'close'>>,
): Promise<boolean> {
  const found = lab.nodes.find((node) => node.name === name);
  if (!found) return false;
  const { address, ssh } = found;
  try {
    const node = await connect({ name, address, ssh, baseDir, ownFiles });
    await node.close();
    return true;
  } catch (error) {
    return !away.includes(toLabError(error).code);
  }
}

/** The same on a connection of its own, for whoever keeps none. */
export const nodeAnswers = (lab: TrustedLab, name: string, signal: AbortSignal): Promise<boolean> =>
  answersAgain(lab, name, (target) => connectNode(target, { prompts: noPrompts, signal }));
