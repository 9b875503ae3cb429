import { z } from 'zod';
import { spoken } from '../texts/text.ts';
import type { NodeFacts } from './facts.ts';

export const differenceKinds = [
  ...(['daemon', 'network', 'container', 'namespace', 'link', 'address', 'route'] as const),
  ...(['neighbour', 'forwarding', 'rule', 'port'] as const),
] as const;

/** One thing on a node that came, went, or is another now. */
export const differenceSchema = z.object({
  node: z.string(),
  /** Whose namespace it is in, where that is not the machine's own. */
  place: z.object({ of: z.enum(['container', 'network', 'unknown']), name: z.string() }).optional(),
  kind: z.enum(differenceKinds),
  did: z.enum(['appeared', 'gone', 'changed']),
  name: z.string(),
  /** How it is now, or was last, in the words of what told it. */
  detail: z.string(),
});
export type Difference = z.infer<typeof differenceSchema>;

type Kind = Difference['kind'];
type Place = Difference['place'];
interface Item {
  place?: Place;
  kind: Kind;
  name: string;
  detail: string;
}

/** What is different on one node, in the order in which things depend on each other. Nothing where it was away before or is now. */
export function differencesBetween(before: NodeFacts, after: NodeFacts): Difference[] {
  if (before.isAway || after.isAway) return [];
  // Where its engine was not asked, nothing is known of what it has.
  const both = (kind: Kind) =>
    (kind !== 'container' || (before.containers && after.containers)) &&
    (kind !== 'network' || (before.networks && after.networks));
  const [old, now] = [itemsOf(before), itemsOf(after)];
  const { node } = after;
  const found = [...now].flatMap(([key, item]): Difference[] => {
    const was = old.get(key);
    if (was?.detail === item.detail || !both(item.kind)) return [];
    return [{ node, ...item, did: was ? 'changed' : 'appeared' }];
  });
  const gone = [...old].flatMap(([key, item]): Difference[] =>
    now.has(key) || !both(item.kind) ? [] : [{ node, ...item, did: 'gone' }],
  );
  const rank = ({ kind }: Difference) => differenceKinds.indexOf(kind);
  return [...found, ...gone].toSorted((one, other) => rank(one) - rank(other));
}

function itemsOf(facts: NodeFacts): Map<string, Item> {
  const items = new Map<string, Item>();
  const add = (key: string, kind: Kind, name: string, detail = '', place?: Place) =>
    void items.set(`${kind} ${key}`, { kind, name, detail, ...(place && { place }) });
  for (const daemon of ['docker', 'etcd'] as const) if (facts[daemon]) add(daemon, 'daemon', daemon);
  for (const { id, name, driver, subnets } of facts.networks ?? [])
    add(id, 'network', name, [driver, ...subnets].join(', '));
  for (const { id, name, state } of facts.containers ?? []) add(id, 'container', name, state);
  for (const { name, ports } of facts.switches)
    for (const port of ports)
      add(`${name} ${port.name}`, 'port', port.name, [name, port.remote].filter(Boolean).join(', '));
  for (const rule of facts.rules) add(rule, 'rule', rule);
  for (const { name, links, routes, neighbours, forwarding } of facts.spaces) {
    const place = placeOf(name, facts);
    if (name !== '') add(name, 'namespace', name, '', place);
    for (const { name: link, isUp, mtu, master, addresses } of links) {
      const detail = [isUp ? 'up' : 'down', `mtu ${mtu}`, ...(master ? [`master ${master}`] : [])];
      add(`${name} ${link}`, 'link', link, detail.join(', '), place);
      for (const address of addresses) add(`${name} ${link} ${address}`, 'address', address, link, place);
    }
    for (const route of routes) add(`${name} ${route}`, 'route', route, '', place);
    for (const { address, link, mac } of neighbours)
      add(`${name} ${address} ${link}`, 'neighbour', address, `${mac}, ${link}`, place);
    for (const { mac, link, to } of forwarding)
      add(`${name} ${mac} ${link} ${to ?? ''}`, 'forwarding', mac, to === undefined ? link : `${to}, ${link}`, place);
  }
  return items;
}

/** A namespace by what is in it. */
function placeOf(space: string, { containers, networks }: NodeFacts): Place {
  if (space === '') return undefined;
  const container = containers?.find((one) => one.space === space);
  if (container) return { of: 'container', name: container.name };
  const network = networks?.find(({ id }) => id.startsWith(space.replace(/^\d+-|^lb_/, '')));
  return network ? { of: 'network', name: network.name } : { of: 'unknown', name: space };
}

/** `node1, in worker-1: link eth0 appeared (up, mtu 1450)`. */
export function differenceLine({ node, place, kind, did, name, detail }: Difference): string {
  const where = place ? spoken.picture.places[place.of]({ node, name: place.name }) : node;
  const shown = detail === '' ? '' : ` (${detail})`;
  return `${where}: ${spoken.picture.different[kind]} ${name} ${spoken.picture.did[did]}${shown}`;
}

/** What each kind of thing that differs means, once for each. */
export const meaningsOf = (differences: readonly Difference[]): { kind: Kind; text: string }[] =>
  differenceKinds
    .filter((kind) => differences.some((one) => one.kind === kind))
    .map((kind) => ({ kind, text: spoken.picture.means[kind] }));
