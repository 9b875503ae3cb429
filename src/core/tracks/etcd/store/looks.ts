import { isMember, membersOf } from '../../../../shared/lab/members.ts';
import type { Problem } from '../../../engine/step.ts';
import type { Node } from '../../../machine/port.ts';
import type { LabContext, ReadingContext } from '../../common/support/lab-step.ts';
import { entryLook, membersIn } from '../../common/support/names.ts';
import { checkData } from './check-data.ts';
import { checkGuard, type Guard } from './check-guard.ts';
import { askAll, askMembers, fewNodes, type Heard, judgeAll } from './members.ts';

/**
 * What the first check of the members asks of a node. It needs none of the others, so it may be asked while the ledgers are
 * read; a check after a change asks again.
 */
export function lookAtMember(context: ReadingContext, node: Node): Promise<unknown>[] {
  const isFew = context.lab.nodes.length <= fewNodes;
  const hasMember = isMember(context.lab, node.name);
  return [
    ...(isFew ? [heardOn(context, node)] : []),
    guardOn(context, node),
    ...(hasMember ? [dataOn(context, node)] : []),
  ];
}

/** The problems that members have, none where all are well. */
export async function heardOf(context: LabContext): Promise<Problem[]> {
  const { nodes, signal, lab } = context;
  const members = membersIn(lab, nodes);
  if (lab.nodes.length > fewNodes) return askMembers(nodes, members, signal);
  return judgeAll(nodes, members, await Promise.all(nodes.map((node) => heardOn(context, node))));
}

export const guardsOf = (context: LabContext): Promise<Guard[]> =>
  Promise.all(context.nodes.map((node) => guardOn(context, node)));

export const dataOf = (context: LabContext): Promise<Problem[][]> =>
  Promise.all(membersIn(context.lab, context.nodes).map((node) => dataOn(context, node)));

/** For the check behind a change; where many are asked in turn, that is left to the check. */
export function beginLooks(context: LabContext): void {
  const looks = context.nodes.flatMap((node) => lookAtMember(context, node));
  for (const look of looks) look.catch(() => undefined);
}

export function forgetLooks(context: LabContext, node: Node): void {
  context.forget(keys.heard(node));
  context.forget(keys.guard(node));
  context.forget(keys.data(node));
  context.forget(entryLook(node));
}

const keys = {
  heard: ({ name }: Node): string => `members@${name}`,
  guard: ({ name }: Node): string => `guard@${name}`,
  data: ({ name }: Node): string => `data-of-member@${name}`,
};

const heardOn = (context: ReadingContext, node: Node): Promise<Heard> =>
  context.once(keys.heard(node), () => askAll(node, membersOf(context.lab), context.signal));

const guardOn = (context: ReadingContext, node: Node): Promise<Guard> =>
  context.once(keys.guard(node), () => checkGuard(context.lab, node, context.signal));

const dataOn = (context: ReadingContext, node: Node): Promise<Problem[]> =>
  context.once(keys.data(node), () => checkData(node, context));
