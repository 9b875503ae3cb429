import { z } from 'zod';
import { wordsOf } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import type { Problem } from '../../../engine/step.ts';
import { type Answer, answered, askHttp, type Question } from '../../../machine/ask-http.ts';
import type { Node } from '../../../machine/port.ts';
import { clientPort } from '../../common/support/names.ts';

const healthSchema = z.object({ health: z.union([z.literal('true'), z.literal(true)]) });
const membersSchema = z.object({ members: z.array(z.object({ name: z.string(), clientURLs: z.array(z.string()) })) });

/** Asks each member on its own node only: what waiting for them looks at, n questions instead of n². */
export async function askOwnMembers(nodes: readonly Node[], signal: AbortSignal, patience = 0): Promise<Problem[]> {
  return (await Promise.all(nodes.map((node) => askMember(node, node, { signal, patience })))).flat();
}

/** Asks every member from every node; the problems, none where all are well. */
export async function askMembers(
  nodes: readonly Node[],
  members: readonly Node[],
  signal: AbortSignal,
): Promise<Problem[]> {
  if (nodes.length <= fewNodes)
    return judgeAll(nodes, members, await Promise.all(nodes.map((from) => askAll(from, members, signal))));
  const own = await askOwnMembers(members, signal);
  if (own.length > 0) return own;
  const others = (from: Node, index: number) => {
    const first = index % members.length;
    return [...members.slice(first), ...members.slice(0, first)].filter((member) => member !== from);
  };
  const bad = (await Promise.all(nodes.map((from, index) => askInTurn(from, others(from, index + 1), signal)))).flat();
  if (bad.length > 0) return bad;
  return compareMembers(members, await Promise.all(members.map((node) => knownMembers(node, signal))));
}

/** Of these all may be asked at once, and each node is asked in one exchange, whatever comes of the first answers. */
export const fewNodes = 4;

/** What one node was told by all members, and whom its own, where it has one, knows. */
export interface Heard {
  problems: { to: string; found: Problem[] }[];
  known: Answer | undefined;
}

/** Asks all members from one node. */
export async function askAll(from: Node, members: readonly Member[], signal: AbortSignal): Promise<Heard> {
  const hasOwn = members.some(({ name }) => name === from.name);
  const asked = [...members.flatMap((to) => aboutMember(to)), ...(hasOwn ? [memberList(from)] : [])];
  const answers = await askHttp(from, asked, { signal, timeout });
  const problems = members.map((to, index) => ({
    to: to.name,
    found: judgeMember(from, to, answers.slice(2 * index, 2 * index + 2)),
  }));
  return { problems, known: hasOwn ? answers.at(-1) : undefined };
}

type Member = Pick<Node, 'name' | 'address'>;

/** What a member says on its own node goes before what others hear of it, and both before whom they know. */
export function judgeAll(nodes: readonly Node[], members: readonly Node[], heard: readonly Heard[]): Problem[] {
  const told = heard.flatMap(({ problems }, index) => problems.map((one) => ({ ...one, from: nodes[index]?.name })));
  const of = (own: boolean) => told.flatMap(({ from, to, found }) => ((from === to) === own ? found : []));
  const own = of(true);
  const bad = own.length > 0 ? own : of(false);
  return bad.length > 0
    ? bad
    : compareMembers(
        members,
        members.map((member) => heard[nodes.indexOf(member)]?.known),
      );
}

/**
 * One after another: all pairs of ten nodes at once are 180 questions, on which a busy machine lets members of a sound
 * cluster miss the deadline. Each node begins with its neighbour, so that no member is asked by all of them together.
 */
async function askInTurn(from: Node, others: readonly Node[], signal: AbortSignal): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const to of others) problems.push(...(await askMember(from, to, { signal })));
  return problems;
}

const timeout = 3_000;
const question = ({ address }: { address: string }, path: string, until?: string): Question => ({
  host: address,
  port: clientPort,
  path,
  ...(until !== undefined && { until }),
});

/** /health commits through raft, so it is also the test of the quorum. */
const aboutMember = (to: Member, waits = false): Question[] => [
  question(to, '/health', waits ? '"health": *"?true' : undefined),
  question(to, '/v2/keys/', waits ? '^HTTP/1.[01] 200' : undefined),
];
const memberList = (node: Member): Question => question(node, '/v2/members');

async function askMember(
  from: Node,
  to: Node,
  { signal, patience = 0 }: { signal: AbortSignal; patience?: number },
): Promise<Problem[]> {
  const answers = await askHttp(from, aboutMember(to, patience > 0), { signal, timeout, patience });
  return judgeMember(from, to, answers);
}

function judgeMember(from: Member, to: Member, answers: readonly Answer[]): Problem[] {
  try {
    const [health, keys] = [answered(answers[0]), answered(answers[1])];
    if (!healthSchema.safeParse(health.json).success)
      return [
        {
          level: 'error',
          code: 'health',
          message: texts.etcd.noQuorum({ member: to.name, from: from.name }),
          diagnosis: 9,
          remedy: texts.etcd.noQuorumRemedy,
        },
      ];
    if (keys.status === 404)
      return [
        {
          level: 'error',
          code: 'v2-api',
          message: texts.etcd.noV2({ member: to.name }),
          diagnosis: 3,
          remedy: texts.etcd.noV2Remedy,
        },
      ];
    return [];
  } catch (error) {
    const asked = { member: to.name, from: from.name, address: to.address, port: clientPort };
    return [
      {
        level: 'error',
        code: 'reach',
        message: texts.etcd.notReached({ ...asked, why: wordsOf(error) }),
        remedy: texts.etcd.notReachedRemedy({ port: clientPort }),
      },
    ];
  }
}

const knownMembers = async (node: Node, signal: AbortSignal): Promise<Answer | undefined> =>
  (await askHttp(node, [memberList(node)], { signal, timeout }))[0];

/** One cluster of them all, each advertising an address that the others can use. */
function compareMembers(nodes: readonly Node[], known: readonly (Answer | undefined)[]): Problem[] {
  const found = nodes.map((node, index) => ({ node, ...membersSchema.parse(answered(known[index]).json) }));
  const problems: Problem[] = [];
  for (const { node, members } of found) {
    if (members.length !== nodes.length)
      problems.push({
        level: 'error',
        code: 'members',
        message: texts.etcd.knowsSome({ member: node.name, known: members.length, all: nodes.length }),
        diagnosis: 8,
        remedy: texts.etcd.knowsSomeRemedy,
      });
    const wrong = members
      .flatMap(({ clientURLs }) => clientURLs)
      .find((url) => /\/\/(0\.0\.0\.0|127\.|localhost|\[::1?\])/.test(url));
    if (wrong !== undefined)
      problems.push({
        level: 'warning',
        code: 'advertised',
        message: texts.etcd.advertisesLocal({ url: wrong }),
        diagnosis: 6,
        remedy: texts.etcd.advertisesLocalRemedy,
      });
  }
  return problems;
}
