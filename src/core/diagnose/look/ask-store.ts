import { z } from 'zod';
import { wordsOf } from '../../../shared/errors.ts';
import { english } from '../../../shared/texts/text.ts';
import { parseJson } from '../../gates/limits.ts';
import { type Answer, askHttp, type Question } from '../../machine/ask-http.ts';
import type { Node } from '../../machine/port.ts';
import { clientPort } from '../../tracks/common/support/names.ts';

/** What one member of etcd answered to one node. */
export interface MemberSeen {
  /** Whose member. */
  of: string;
  healthy: boolean;
  /** Why it is not, as it was printed. */
  said: string;
}

/** What a node hears of the store. */
export interface StoreSeen {
  members: MemberSeen[];
  /** Of the own member, or of the first one that answers. */
  version?: string;
  /** Whom it knows. */
  known?: { name: string; clientUrls: string[]; peerUrls: string[] }[];
  /** HTTP status of its v2 API; 0 where the connection was closed without an answer. */
  v2?: number;
  /** Ids of networks and, a network, its endpoints. */
  networks?: string[];
  endpoints?: { id: string; name: string; network: string }[];
}

/** Milliseconds for each answer. */
const patienceMs = 2500;
/** Each node asks its own and so many of the others. */
const mostOthers = 3;
const keys = '/v2/keys/docker/network/v1.0';

type Named = Pick<Node, 'name' | 'address'>;

export async function askStore(
  node: Node,
  members: readonly Named[],
  network: string | undefined,
  signal: AbortSignal,
): Promise<StoreSeen> {
  const own = members.find(({ name }) => name === node.name);
  const others = members.filter((one) => one !== own).slice(0, own ? mostOthers : mostOthers + 1);
  const asked = [...(own ? [own] : []), ...others];
  const at = (own ?? others[0])?.address ?? node.address;
  const about = (path: string, host = at): Question => ({ host, port: clientPort, path });
  const questions = [
    about('/version'),
    about('/v2/members'),
    about('/v2/keys/'),
    about(`${keys}/network`),
    ...(network ? [about(`${keys}/endpoint/${network}/`)] : []),
    ...asked.map(({ address }) => about('/health', address)),
  ];
  const answers = await askHttp(node, questions, { signal, timeout: patienceMs });
  const [version, known, v2, networks] = answers;
  const endpoints = network ? answers[4] : undefined;
  const health = answers.slice(network ? 5 : 4);
  const versionSaid = jsonOf(version, versionSchema)?.etcdserver;
  const knownSaid = jsonOf(known, membersSchema)?.members;
  return {
    members: asked.map(({ name }, index) => ({ of: name, ...healthOf(health[index]) })),
    ...(versionSaid && { version: versionSaid }),
    ...(knownSaid && {
      known: knownSaid.map(({ name, clientURLs, peerURLs }) => ({ name, clientUrls: clientURLs, peerUrls: peerURLs })),
    }),
    ...(v2 && { v2: 'error' in v2 ? (v2.error.code === 'unreachable' ? 0 : -1) : v2.status }),
    ...listed(networks, endpoints),
  };
}

const versionSchema = z.object({ etcdserver: z.string().max(40) });
const membersSchema = z.object({
  members: z.array(
    z.object({ name: z.string(), clientURLs: z.array(z.string()), peerURLs: z.array(z.string()).default([]) }),
  ),
});
const healthSchema = z.object({ health: z.union([z.literal('true'), z.literal(true)]) });
const directorySchema = z.object({
  node: z.object({ nodes: z.array(z.object({ key: z.string(), value: z.string().optional() })).default([]) }),
});

function jsonOf<T>(answer: Answer | undefined, schema: z.ZodType<T>): T | undefined {
  if (!answer || 'error' in answer) return undefined;
  const parsed = schema.safeParse(answer.json);
  return parsed.success ? parsed.data : undefined;
}

function healthOf(answer: Answer | undefined): Pick<MemberSeen, 'healthy' | 'said'> {
  if (!answer || 'error' in answer) return { healthy: false, said: answer ? english(wordsOf(answer.error)) : '' };
  const healthy = healthSchema.safeParse(answer.json).success;
  return { healthy, said: `${answer.status} ${JSON.stringify(answer.json)}`.slice(0, 200) };
}

function listed(
  networks: Answer | undefined,
  endpoints: Answer | undefined,
): Pick<StoreSeen, 'networks' | 'endpoints'> {
  const some = jsonOf(networks, directorySchema);
  const ends = jsonOf(endpoints, directorySchema);
  return {
    ...(some && { networks: some.node.nodes.map(({ key }) => key.split('/').at(-1) ?? '') }),
    ...(ends && {
      endpoints: ends.node.nodes.flatMap(({ key, value }) => {
        const [network = '', id = ''] = key.split('/').slice(-2);
        return [{ network, id, name: nameOf(value) }];
      }),
    }),
  };
}

function nameOf(value: string | undefined): string {
  try {
    const { name } = parseJson(value ?? '', { bytes: 64 * 1024 }, { what: '' }) as { name?: unknown };
    return typeof name === 'string' ? name.slice(0, 100) : '';
  } catch {
    return '';
  }
}
