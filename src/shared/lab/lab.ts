import { z } from 'zod';
import { type Text, texts } from '../texts/text.ts';
import { trackIdSchema } from '../tracks/tracks.ts';
import { issueOf, says } from '../zod-words.ts';

/** Names of labs, nodes and networks: what Docker, systemd and DNS all accept, so nothing ever needs escaping. */
const name = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9_.-]*[a-z0-9])?$/, says(texts.lab.nameRule));

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4Pattern = new RegExp(`^${octet}(\\.${octet}){3}$`);

/** Host names and addresses; a leading '-' would be an option to ssh, a space or control character is never right. */
const host = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z0-9_]([A-Za-z0-9_.:-]*[A-Za-z0-9_])?$/, says(texts.lab.hostRule));

const filePath = z
  .string()
  .min(1)
  .max(4096)
  // Marks that turn the writing direction would show another path than the one that is opened.
  .regex(/^[^\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+$/u, says(texts.lab.pathRule));

/** The engine's own networks: making one of these names fails, or breaks what the engine makes by itself. */
const engineNetworks = ['bridge', 'host', 'none', 'ingress', 'docker_gwbridge'];

const sshSchema = z.strictObject({
  /** Where the app connects to; may be a Host of ~/.ssh/config. */
  host,
  port: z.int().min(1).max(65535).optional(),
  user: z
    .string()
    .max(64)
    .regex(/^[A-Za-z_][A-Za-z0-9_.@-]*\$?$/, says(texts.lab.userRule))
    .optional(),
  identityFile: filePath.optional(),
  knownHosts: filePath.optional(),
  /** Name of the environment variable that holds the password; the password itself never stands in a file. */
  passwordEnv: z
    .string()
    .max(128)
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, says(texts.lab.variableRule))
    .optional(),
});

export const labNodeSchema = z.strictObject({
  name,
  /** How the other nodes reach it: an IPv4 address on the underlay. */
  address: z
    .string()
    .max(15, says(texts.lab.addressRule))
    .regex(ipv4Pattern, says(texts.lab.addressRule))
    .refine((a) => !/^(0|127|22[4-9]|23\d|24\d|25[0-5])\./.test(a), says(texts.lab.reachableRule)),
  ssh: sshSchema,
});

/** Ranges that an overlay cannot have on any node: containers would get addresses that mean something else there. */
const takenRanges = [
  ['0.0.0.0/8', texts.lab.ofThisHost],
  ['127.0.0.0/8', texts.lab.loopback],
  ['169.254.0.0/16', texts.lab.linkLocal],
  ['172.17.0.0/16', texts.lab.ofDocker0],
  ['172.18.0.0/16', texts.lab.ofGwbridge],
  ['224.0.0.0/4', texts.lab.multicast],
  ['240.0.0.0/4', texts.lab.reserved],
] as const;

const subnetSchema = z
  .string()
  .max(18, says(texts.lab.subnetRule))
  .refine((text) => parseSubnet(text) !== undefined, says(texts.lab.subnetRule))
  .superRefine((text, context) => {
    const taken = takenRanges.find(([range]) => subnetsOverlap(range, text));
    if (taken) context.addIssue(issueOf(texts.lab.subnetTaken({ range: taken[0], taken: taken[1] })));
  });

/** Of the overlay, in bytes: what the path between the nodes carries, less VXLAN's 50. */
const mtuSchema = z.int().min(576, says(texts.lab.mtuRule)).max(9000, says(texts.lab.mtuRule));

/** More members than seven only cost: each of them must be asked. */
const mostMembers = 7;

/** How many of the first nodes have a member of etcd, or which nodes by name. */
const etcdSchema = z.strictObject({
  members: z.union(
    [z.int().min(1).max(mostMembers), z.array(name).min(1).max(mostMembers)],
    says(texts.lab.membersRule),
  ),
});

/** IANA's port of VXLAN (RFC 7348), and the one that engines take where they are not told another. */
export const vxlanPort = 4789;
/** A pool of one /24 would be used up by the swarm's own network. */
const longestPool = 23;

/** What the manager is told when it makes the swarm. */
const swarmSchema = z.strictObject({
  /** UDP port of the packets between the nodes; the engine takes these and no others. */
  dataPathPort: z.int().min(1024, says(texts.lab.dataPortRule)).max(49_151, says(texts.lab.dataPortRule)).optional(),
  /** The range of which the swarm's networks get a /24 each, its own first. */
  addressPool: subnetSchema
    .refine((text) => (parseSubnet(text)?.prefix ?? 0) <= longestPool, says(texts.lab.poolRule))
    .optional(),
  /** Packets between the nodes are encrypted, where their kernels can. */
  encrypted: z.boolean().default(false),
});

const networkName = name.refine((text) => !engineNetworks.includes(text), says(texts.lab.networkRule));

export const labNodesSchema = z.array(labNodeSchema).min(2, says(texts.lab.twoNodes)).max(1000);

const fields = {
  name: name.max(31),
  network: z.strictObject({
    name: networkName.default('myapp'),
    subnet: subnetSchema.optional(),
    mtu: mtuSchema.optional(),
  }),
  etcd: etcdSchema.optional(),
  /** Of the track vxlan: who tells a node what is behind the others. */
  vxlan: z.strictObject({ variant: z.enum(['control-plane', 'flood']).default('control-plane') }).optional(),
  /** Of the track routed: who tells a node the ways to the others. */
  routed: z.strictObject({ routes: z.enum(['by-hand', 'bgp']).default('by-hand') }).optional(),
  swarm: swarmSchema.optional(),
  nodes: labNodesSchema,
};

/** What must hold between its fields. */
const rules = (lab: z.infer<z.ZodObject<typeof fields>>, context: z.core.$RefinementCtx) => {
  const members = lab.etcd?.members;
  if (Array.isArray(members))
    for (const [index, member] of members.entries())
      if (!lab.nodes.some((node) => node.name === member) || members.indexOf(member) < index)
        context.addIssue(issueOf(texts.lab.noSuchMember({ member }), ['etcd', 'members', index]));
  const report = (path: (string | number)[], text: Text) => context.addIssue(issueOf(text, path));
  const seen = { name: new Map<string, number>(), address: new Map<string, number>() };
  lab.nodes.forEach((node, index) => {
    const { name, address } = node;
    const taken = {
      name: (number: number) => texts.lab.nameTaken({ name, number }),
      address: (number: number) => texts.lab.addressTaken({ address, number }),
    };
    for (const field of ['name', 'address'] as const) {
      const first = seen[field].get(node[field]);
      if (first === undefined) seen[field].set(node[field], index);
      else report(['nodes', index, field], taken[field](first + 1));
    }
    if (lab.network.subnet && subnetContains(lab.network.subnet, node.address))
      report(['network', 'subnet'], texts.lab.hidesUnderlay({ node: name }));
    if (lab.swarm?.addressPool && subnetContains(lab.swarm.addressPool, node.address))
      report(['swarm', 'addressPool'], texts.lab.hidesUnderlay({ node: name }));
  });
};

export const labSchema = z.strictObject({ ...fields, track: trackIdSchema }).superRefine(rules);
/** As a file may have it: without a track the app takes one that the engines can do. */
export const labFileSchema = z.strictObject({ ...fields, track: trackIdSchema.optional() }).superRefine(rules);
export type LabFile = z.infer<typeof labFileSchema>;

/** A lab as its file describes it, with the track that it has: paths still relative to the file. */
export type Lab = z.infer<typeof labSchema>;
export type LabNode = Lab['nodes'][number];

/** UDP port of the wrapped packets between a lab's nodes. */
export const dataPortOf = ({ track, swarm }: Pick<Lab, 'track' | 'swarm'>): number =>
  (track === 'swarm' && swarm?.dataPathPort) || vxlanPort;

/** Whether the packets between the nodes are encrypted. */
export const isEncrypted = ({ track, swarm }: Pick<Lab, 'track' | 'swarm'>): boolean =>
  track === 'swarm' && (swarm?.encrypted ?? false);

/** Whether two IPv4 networks have an address in common; `/32` where no prefix stands there. Host bits do not matter. */
export function subnetsOverlap(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => /^([\d.]+)(?:\/(\d{1,2}))?$/.exec(text));
  if (!a?.[1] || !b?.[1] || !ipv4Pattern.test(a[1]) || !ipv4Pattern.test(b[1])) return false;
  const size = 2 ** (32 - Math.min(Number(a[2] ?? 32), Number(b[2] ?? 32)));
  return Math.floor(addressToNumber(a[1]) / size) === Math.floor(addressToNumber(b[1]) / size);
}

/** First address and prefix length of an IPv4 subnet, or undefined where the text is none that an overlay can use. */
export function parseSubnet(text: string): { base: number; prefix: number } | undefined {
  const match = /^([\d.]+)\/(\d{1,2})$/.exec(text);
  if (!match?.[1] || !ipv4Pattern.test(match[1])) return undefined;
  const prefix = Number(match[2]);
  const base = addressToNumber(match[1]);
  // A /30 leaves one address after the gateway, and two workers are the least; above /8 the pool is no private range.
  if (prefix < 8 || prefix > 29 || base % 2 ** (32 - prefix) !== 0) return undefined;
  return { base, prefix };
}

export function addressToNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function subnetContains(subnet: string, address: string): boolean {
  const parsed = parseSubnet(subnet);
  if (!parsed) return false;
  const offset = addressToNumber(address) - parsed.base;
  return offset >= 0 && offset < 2 ** (32 - parsed.prefix);
}
