import { z } from 'zod';
import { trackIdSchema } from '../tracks/tracks.ts';

/** What the picture of a lab is drawn from. Texts are a node's own, cleaned and cut. */
const word = z.string().max(200);
const many = 400;

/** One end of a link, as the kernel has it in one network namespace. */
export const linkSchema = z.object({
  name: word,
  index: z.number(),
  mtu: z.number(),
  isUp: z.boolean(),
  kind: word.optional(),
  master: word.optional(),
  mac: word.optional(),
  /** Addresses with the length of their prefix. */
  addresses: z.array(word).max(many),
  /** Index of the other end, and the number that this namespace has for that one's. */
  peer: z.number().optional(),
  peerSpace: z.number().optional(),
  vni: z.number().optional(),
  port: z.number().optional(),
  /** Bits a second since the look before; absent where nearly nothing flows, or nothing was counted before. */
  flow: z.object({ received: z.number(), sent: z.number() }).optional(),
});
export type PictureLink = z.infer<typeof linkSchema>;

export const spaceSchema = z.object({
  /** Name of its file below /var/run/docker/netns; empty for the machine's own. */
  name: word,
  links: z.array(linkSchema).max(many),
  /** In the words of `ip route`. */
  routes: z.array(word).max(many),
  neighbours: z.array(z.object({ address: word, link: word, mac: word, isFixed: z.boolean() })).max(many),
  /** What a bridge or a tunnel learned or was told: `to` is the machine behind it. */
  forwarding: z.array(z.object({ mac: word, link: word, to: word.optional(), isFixed: z.boolean() })).max(many),
});
export type PictureSpace = z.infer<typeof spaceSchema>;

const containerSchema = z.object({
  id: word,
  name: word,
  state: word,
  /** The namespace in which its links are, where it has one of its own. */
  space: word.optional(),
  /** The lab's worker. */
  isWorker: z.boolean(),
});

const networkSchema = z.object({
  id: word,
  name: word,
  driver: word,
  scope: word,
  subnets: z.array(word).max(many),
});

const swarmSchema = z.object({ state: word, isManager: z.boolean() });

const portSchema = z.object({ name: word, type: word, remote: word.optional(), key: word.optional() });

export const nodeFactsSchema = z.object({
  node: word,
  address: word,
  /** It could not be looked at: all else is empty. */
  isAway: z.boolean(),
  /** The first one is the machine's own. */
  spaces: z.array(spaceSchema).max(100),
  /** Whether they run. */
  docker: z.boolean(),
  etcd: z.boolean(),
  /** Absent where the engine was not asked. */
  containers: z.array(containerSchema).max(many).optional(),
  networks: z.array(networkSchema).max(many).optional(),
  swarm: swarmSchema.optional(),
  /** Of Open vSwitch. */
  switches: z.array(z.object({ name: word, ports: z.array(portSchema).max(many) })).max(many),
  /** In the words of iptables-save, with the table before each. */
  rules: z.array(z.string().max(400)).max(1000),
});
export type NodeFacts = z.infer<typeof nodeFactsSchema>;

export const labFactsSchema = z.object({
  lab: word,
  track: trackIdSchema,
  network: word,
  nodes: z.array(nodeFactsSchema),
});
export type LabFacts = z.infer<typeof labFactsSchema>;

/** Whether something flows on it. */
export const flowsIn = ({ spaces }: NodeFacts): boolean =>
  spaces.some(({ links }) => links.some(({ flow }) => flow !== undefined));

export const withoutFlows = (facts: NodeFacts): NodeFacts => ({
  ...facts,
  spaces: facts.spaces.map((space) => ({ ...space, links: space.links.map(({ flow: _, ...link }) => link) })),
});

/** A machine of which nothing is known now. */
export const awayFacts = (node: string, address: string): NodeFacts => ({
  ...{ node, address, isAway: true, spaces: [], docker: false, etcd: false, switches: [], rules: [] },
});
