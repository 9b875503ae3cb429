import type { Inventory, InventoryKind, InventoryRecord } from '../../shared/inventory/inventory.ts';
import { subnetsOverlap } from '../../shared/lab/lab.ts';

/**
 * Rules as the engine itself makes them for a bridge of its own, word for word; it takes away what it finds of them. Engines
 * from 28 on have chains of their own instead of FORWARD.
 */
const bridge = '(docker_gwbridge|br-[0-9a-f]{12})';
const engineRules = {
  filter: new RegExp(
    `^-A (?:${[
      `DOCKER-ISOLATION-STAGE-1 -i ${bridge} ! -o \\S+ -j DOCKER-ISOLATION-STAGE-2`,
      `DOCKER-ISOLATION-STAGE-2 -o ${bridge} -j DROP`,
      `(?:DOCKER-)?FORWARD -i ${bridge} (?:(?:! )?-o \\S+ )?-j (?:ACCEPT|DROP)`,
      `(?:FORWARD|DOCKER-BRIDGE) -o ${bridge} -j DOCKER`,
      `(?:FORWARD|DOCKER-CT) -o ${bridge} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
      `DOCKER ! -i \\S+ -o ${bridge} -j DROP`,
    ].join('|')})$`,
  ),
  nat: new RegExp(`^-A (?:DOCKER -i ${bridge} -j RETURN|POSTROUTING -s (\\S+) ! -o ${bridge} -j MASQUERADE)$`),
};

/**
 * A difference that is nobody's and cannot do harm: a rule of the engine's for a bridge that was there neither before nor is
 * now; a namespace of a network that stood before and stands now, which its engine makes and forgets as it is used. It is only
 * where the records say so: what could not be read may say otherwise.
 */
export function isHarmless(kind: InventoryKind, record: InventoryRecord, before: Inventory, now: Inventory): boolean {
  if (kind === 'firewall') {
    const matches = matchesOf(record as InventoryRecord<'firewall'>);
    return matches !== undefined && [before, now].every((inventory) => isNowhere(matches, inventory));
  }
  if (kind !== 'namespaces') return false;
  // The engine names an overlay's namespace by a number and the first ten digits of the network's id.
  const id = /^\d+-([0-9a-f]{10})$/.exec((record as InventoryRecord<'namespaces'>).name)?.[1];
  return (
    id !== undefined &&
    [before, now].every(({ networks }) => networks.some((one) => one.driver === 'overlay' && one.id?.startsWith(id)))
  );
}

/** What a rule of the engine's own is for; of one that is for all that does not go to the bridge, from where. */
interface Matches {
  bridge: string;
  from?: string;
}

function matchesOf(one: InventoryRecord<'firewall'>): Matches | undefined {
  if (!('rule' in one) || one.family !== 4 || (one.table !== 'filter' && one.table !== 'nat')) return undefined;
  const parts = engineRules[one.table].exec(one.rule)?.slice(1).filter(Boolean) ?? [];
  const bridge = parts.at(-1);
  if (bridge === undefined) return undefined;
  return parts.length > 1 ? { bridge, from: parts[0] as string } : { bridge };
}

const kindsThatTell: readonly InventoryKind[] = ['links', 'networks', 'addresses', 'routes'];

/** Without its bridge a rule matches no packet; one that masquerades matches all from its subnet, which nobody may have then. */
function isNowhere({ bridge, from }: Matches, { unread, links, networks, addresses, routes }: Inventory): boolean {
  if (unread.some(({ kind }) => kindsThatTell.includes(kind))) return false;
  if (links.some(({ name }) => name === bridge) || networks.some((one) => bridgeOf(one) === bridge)) return false;
  if (from === undefined) return true;
  const used = [
    ...networks.flatMap(({ subnets }) => subnets),
    ...addresses.map(({ address }) => address),
    ...routes.map(({ destination }) => destination),
  ];
  return !used.some((subnet) => subnetsOverlap(subnet, from));
}

/** The engine names a bridge by the first twelve digits of its network's id. */
const bridgeOf = ({ name, driver, id }: InventoryRecord<'networks'>): string | undefined => {
  if (name === 'docker_gwbridge') return name;
  return driver === 'bridge' && id !== undefined ? `br-${id}` : undefined;
};

const kernelChains = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

/**
 * The kernel's own chains stay when the last rule that made a table be there has gone. One that accepts by default and
 * has no rules is as good as none; rules are records of their own.
 */
export function saysNothing(kind: InventoryKind, record: InventoryRecord): boolean {
  if (kind !== 'firewall') return false;
  const one = record as InventoryRecord<'firewall'>;
  return 'chain' in one && one.policy === 'ACCEPT' && kernelChains.includes(one.chain);
}
