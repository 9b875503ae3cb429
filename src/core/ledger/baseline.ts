import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Proof } from '../../shared/events.ts';
import type { Node } from '../remote/port.ts';
import { baselineScript } from './baseline-script.ts';

/** Things by kind, each kind a sorted list: what a node looked like, as far as a lab could change it. */
export type Inventory = Record<string, string[]>;

const storedSchema = z.object({
  v: z.literal(1),
  at: z.string(),
  inventory: z.record(z.string(), z.array(z.string())),
  sum: z.string(),
});

/** The kinds that a proof compares, in the order in which people read them. */
const kinds = [
  'containers',
  'networks',
  'images',
  'volumes',
  'files',
  'units',
  'data',
  'links',
  'addresses',
  'routes',
  'firewall',
  'sysctls',
  'namespaces',
  'labs',
];

/** Reads the inventory of a node; changes nothing. */
export async function takeInventory(node: Node, lab: string): Promise<Inventory> {
  const [script, engine] = await Promise.all([node.script(baselineScript, [lab]), engineInventory(node)]);
  const inventory: Inventory = Object.fromEntries(kinds.map((kind) => [kind, []]));
  for (const line of script.stdout.split('\n')) {
    const tab = line.indexOf('\t');
    if (tab > 0) inventory[line.slice(0, tab)]?.push(line.slice(tab + 1));
  }
  const { addresses, ...objects } = engine;
  inventory.firewall = (inventory.firewall ?? []).map((rule) => withNames(rule, addresses)).sort();
  return { ...inventory, ...objects };
}

/** A container may get another address at every start, so the engine's rules for it are told by its name. */
function withNames(rule: string, addresses: ReadonlyMap<string, string>): string {
  return rule.replace(/\b\d+\.\d+\.\d+\.\d+\b/g, (address) => addresses.get(address) ?? address);
}

async function engineInventory(node: Node) {
  const { docker } = node;
  const [containers, networks, images, volumes] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listNetworks(),
    docker.listImages(),
    docker.listVolumes(),
  ]);
  const addresses = new Map(
    containers.flatMap(({ Names, NetworkSettings }) =>
      Object.values(NetworkSettings?.Networks ?? {}).map(
        ({ IPAddress }) => [IPAddress, Names[0]?.slice(1) ?? ''] as const,
      ),
    ),
  );
  addresses.delete('');
  return {
    addresses,
    containers: containers.map(({ Id, Names, State }) => `${Names[0]?.slice(1)} ${Id.slice(0, 12)} ${State}`).sort(),
    networks: networks.map(describeNetwork).sort(),
    images: images.map(({ Id, RepoTags }) => `${Id.slice(7, 19)} ${(RepoTags ?? []).join(' ')}`.trim()).sort(),
    volumes: (volumes.Volumes ?? []).map(({ Name, Driver }) => `${Name} ${Driver}`).sort(),
  };
}

/** The engine makes bridge, host and none anew at every start, with new ids: for them the id says nothing. */
function describeNetwork({
  Id,
  Name,
  Driver,
  IPAM,
}: {
  Id: string;
  Name: string;
  Driver: string;
  IPAM?: { Config?: { Subnet?: string }[] };
}): string {
  const subnets = (IPAM?.Config ?? []).map((pool) => pool.Subnet ?? '').join(' ');
  const id = ['bridge', 'host', 'none'].includes(Name) ? '' : Id.slice(0, 12);
  return [Name, Driver, id, subnets].filter(Boolean).join(' ');
}

export function encodeBaseline(inventory: Inventory, at: string): string {
  return JSON.stringify({ v: 1, at, inventory, sum: checksum(inventory, at) });
}

/** The inventory in a baseline's text, or undefined where it is torn, edited or of another version. */
export function decodeBaseline(text: string): Inventory | undefined {
  try {
    const stored = storedSchema.parse(JSON.parse(text));
    return checksum(stored.inventory, stored.at) === stored.sum ? stored.inventory : undefined;
  } catch {
    return undefined;
  }
}

/** What stood on a node before, as its ledger has it. */
export const baselineOf = ({ baseline }: { baseline: string | undefined }): Inventory | undefined =>
  baseline === undefined ? undefined : decodeBaseline(baseline);

const checksum = (inventory: Inventory, at: string): string =>
  createHash('sha256')
    .update(JSON.stringify([at, inventory]))
    .digest('hex');

/** One line a kind: equal, or the exact difference. */
export function compareInventories(node: string, before: Inventory, now: Inventory): Proof[] {
  return kinds.map((kind) => {
    const gone = minus(before[kind] ?? [], now[kind] ?? []);
    const added = minus(now[kind] ?? [], before[kind] ?? []);
    const differences = [...gone.map((thing) => `- ${thing}`), ...added.map((thing) => `+ ${thing}`)];
    return { node, kind, equal: differences.length === 0, differences };
  });
}

/** What `all` has more often than `taken`. */
function minus(all: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return all.filter((thing) => {
    const index = left.indexOf(thing);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
