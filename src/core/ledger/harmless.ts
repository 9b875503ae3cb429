import type { Inventory, InventoryKind, InventoryRecord } from '../../shared/inventory/inventory.ts';

/** Rules as the engine itself makes them for a bridge of its own, word for word; it takes away what it finds of them. */
const bridge = '(docker_gwbridge|br-[0-9a-f]{12})';
const engineRules = {
  filter: new RegExp(
    `^-A (?:${[
      `DOCKER-ISOLATION-STAGE-1 -i ${bridge} ! -o \\S+ -j DOCKER-ISOLATION-STAGE-2`,
      `DOCKER-ISOLATION-STAGE-2 -o ${bridge} -j DROP`,
      `FORWARD -i ${bridge} (?:! )?-o \\S+ -j (?:ACCEPT|DROP)`,
      `FORWARD -o ${bridge} -j DOCKER`,
      `FORWARD -o ${bridge} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
    ].join('|')})$`,
  ),
  nat: new RegExp(`^-A (?:DOCKER -i ${bridge} -j RETURN|POSTROUTING -s \\S+ ! -o ${bridge} -j MASQUERADE)$`),
};

/**
 * A difference that is nobody's and cannot do harm: a rule of the engine's for a bridge that was there neither before nor is
 * now; a namespace of a network that stood before and stands now, which its engine makes and forgets as it is used.
 */
export function isHarmless(kind: InventoryKind, record: InventoryRecord, before: Inventory, now: Inventory): boolean {
  if (kind === 'firewall') {
    const name = bridgeOf(record as InventoryRecord<'firewall'>);
    return name !== undefined && ![before, now].some(({ links }) => links.some((link) => link.name === name));
  }
  if (kind !== 'namespaces') return false;
  // The engine names an overlay's namespace by a number and the first ten digits of the network's id.
  const id = /^\d+-([0-9a-f]{10})$/.exec((record as InventoryRecord<'namespaces'>).name)?.[1];
  return (
    id !== undefined &&
    [before, now].every(({ networks }) => networks.some((one) => one.driver === 'overlay' && one.id?.startsWith(id)))
  );
}

/** The bridge that a rule of the engine's own is for. */
function bridgeOf(one: InventoryRecord<'firewall'>): string | undefined {
  if (!('rule' in one) || one.family !== 4 || (one.table !== 'filter' && one.table !== 'nat')) return undefined;
  return engineRules[one.table].exec(one.rule)?.slice(1).find(Boolean);
}

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
