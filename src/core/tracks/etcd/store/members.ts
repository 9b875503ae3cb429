import { z } from 'zod';
import { wordsOf } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import type { Problem } from '../../../engine/step.ts';
import type { Node } from '../../../machine/port.ts';
import { getJson } from '../../../machine/tunnel-http.ts';
import { clientPort } from '../../common/support/names.ts';

const healthSchema = z.object({ health: z.union([z.literal('true'), z.literal(true)]) });
const membersSchema = z.object({ members: z.array(z.object({ name: z.string(), clientURLs: z.array(z.string()) })) });

/** Asks each member on its own node only: what waiting for them looks at, n questions instead of n². */
export async function askOwnMembers(nodes: readonly Node[], signal: AbortSignal): Promise<Problem[]> {
  return (await Promise.all(nodes.map((node) => askMember(node, node, signal)))).flat();
}

/** Asks every member from every node; the problems, none where all are well. */
export async function askMembers(nodes: readonly Node[], signal: AbortSignal): Promise<Problem[]> {
  const isFew = nodes.length <= fewNodes;
  const asking = isFew ? askOthers(nodes, signal) : undefined;
  asking?.catch(() => undefined);
  const own = await askOwnMembers(nodes, signal);
  if (own.length > 0) return own;
  return asking ?? askOthers(nodes, signal);
}

/** Of these all may be asked at once, whatever comes of the first answers. */
const fewNodes = 4;

async function askOthers(nodes: readonly Node[], signal: AbortSignal): Promise<Problem[]> {
  const others = (index: number) => [...nodes.slice(index + 1), ...nodes.slice(0, index)];
  const comparing = nodes.length <= fewNodes ? compareMembers(nodes, signal) : undefined;
  comparing?.catch(() => undefined);
  const bad = (await Promise.all(nodes.map((from, index) => askInTurn(from, others(index), signal)))).flat();
  return bad.length > 0 ? bad : (comparing ?? compareMembers(nodes, signal));
}

/**
 * One after another: all pairs of ten nodes at once are 180 questions, on which a busy machine lets members of a sound
 * cluster miss the deadline. Each node begins with its neighbour, so that no member is asked by all of them together.
 */
async function askInTurn(from: Node, others: readonly Node[], signal: AbortSignal): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const to of others) problems.push(...(await askMember(from, to, signal)));
  return problems;
}

async function askMember(from: Node, to: Node, signal: AbortSignal): Promise<Problem[]> {
  const ask = (path: string) => getJson(from, to.address, clientPort, path, { signal, timeout: 3_000 });
  try {
    // /health commits through raft, so it is also the test of the quorum.
    const [health, keys] = await Promise.all([ask('/health'), ask('/v2/keys/')]);
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
    signal.throwIfAborted();
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

/** One cluster of all nodes, each advertising an address that the others can use. */
async function compareMembers(nodes: readonly Node[], signal: AbortSignal): Promise<Problem[]> {
  const found = await Promise.all(
    nodes.map(async (node) => {
      const { json } = await getJson(node, node.address, clientPort, '/v2/members', { signal, timeout: 3_000 });
      return { node, members: membersSchema.parse(json).members };
    }),
  );
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
