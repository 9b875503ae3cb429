import { spoken } from '../texts/text.ts';
import type { LabFacts, NodeFacts, PictureLink, PictureSpace } from './facts.ts';
import { pairEnds } from './pair-ends.ts';
import type { Thing, ThingKind, Tie } from './picture.ts';
import { isPlain } from './plain-word.ts';

export interface Drawn {
  things: Thing[];
  ties: Tie[];
}

/** Bridges that every engine has, whatever the lab is. */
const engineBridges = new Set(['docker0', 'docker_gwbridge']);
/** `names` are a node's words, and stand in a command as they are: with others there is none. */
export const commandOn = (node: string, words: readonly string[], ...names: string[]): Pick<Thing, 'command'> =>
  names.every(isPlain) ? { command: { node, command: [...words, ...names].join(' ') } } : {};

/** What of one machine is drawn: namespaces, links, containers, switches, routes. */
export function thingsOn(facts: NodeFacts, lab: LabFacts): Drawn {
  const { node, address } = facts;
  const things: Thing[] = [];
  const ties: Tie[] = [];
  const machine = `machine ${node}`;
  const idOf = (space: string, link: string) => `link ${node} ${space} ${link}`;
  things.push({
    ...{ id: machine, kind: 'machine', name: node, node, addresses: [address], isOthers: false, entries: [] },
    state: facts.isAway ? 'unknown' : 'up',
    more: facts.isAway ? spoken.picture.notSeen : facts.docker ? spoken.picture.dockerRuns : spoken.picture.noDocker,
    ...commandOn(node, ['ip', '-br', 'addr']),
  });
  const labNetwork = facts.networks?.find(({ name }) => name === lab.network);
  const inside = new Map(
    facts.spaces.map((space) => [space.name, insideOf(space, facts, labNetwork?.id, machine)] as const),
  );
  for (const one of inside.values()) if (one.box) things.push(one.box);
  for (const container of facts.containers ?? [])
    if (!container.space || !inside.has(container.space)) things.push(containerThing(facts, container, machine));
  for (const space of facts.spaces) {
    const { within, isOthers, container } = inside.get(space.name) ?? { within: machine, isOthers: true };
    for (const link of space.links)
      if (isShown(link, space, facts))
        things.push({
          ...linkThing(link, { node, space, address, isEnd: container }),
          ...{ id: idOf(space.name, link.name), within },
          isOthers: isOthers || (space.name === '' && [link.name, link.master].includes('docker0')),
        });
    for (const { name, master, isUp, kind } of space.links) {
      if (master === undefined || master === 'ovs-system') continue;
      const [link, bridge] = [idOf(space.name, name), idOf(space.name, master)];
      // Frames come from containers to a bridge, and from there to the tunnel.
      if (kind === 'vxlan') tie('plugged', bridge, link, isUp);
      else tie('plugged', link, bridge, isUp);
    }
  }
  for (const [one, other] of pairEnds(facts.spaces)) {
    // What is in a container depends on what is outside of it.
    const [upper, lower] = inside.get(one.space)?.container ? [one, other] : [other, one];
    const isUp = upper.link.isUp && lower.link.isUp;
    tie('pair', idOf(upper.space, upper.link.name), idOf(lower.space, lower.link.name), isUp);
  }
  addSwitches();
  addRoutes();
  addWaysOut();
  const known = new Set(things.map(({ id }) => id));
  const others = new Set(things.filter(({ isOthers }) => isOthers).map(({ id }) => id));
  return {
    things,
    ties: ties
      .filter(({ from, to }) => known.has(from) && known.has(to))
      .map((one) => ({ ...one, isOthers: others.has(one.from) || others.has(one.to) })),
  };

  function tie(kind: Tie['kind'], from: string, to: string, isUp: boolean, label?: string): void {
    const id = `${kind} ${from} ${to}`;
    if (!ties.some((one) => one.id === id))
      ties.push({ ...{ id, kind, from, to, isUp, isOthers: false }, ...(label !== undefined && { label }) });
  }

  function addSwitches(): void {
    for (const { name, ports } of facts.switches) {
      const id = `switch ${node} ${name}`;
      const common = { node, state: 'up', isOthers: false, addresses: [], entries: [] } as const;
      things.push({ ...common, id, kind: 'switch', name, within: machine, ...commandOn(node, ['ovs-vsctl', 'show']) });
      for (const port of ports) {
        const link = idOf('', port.name);
        if (things.some((one) => one.id === link)) tie('plugged', link, id, true);
        else if (port.remote !== undefined) {
          const more = spoken.picture.leadsTo({ to: port.remote });
          const vni = Number(port.key);
          const own = { id: `port ${node} ${port.name}`, kind: 'port', name: port.name, within: machine } as const;
          const shows = commandOn(node, ['ovs-vsctl', 'list', 'interface'], port.name);
          things.push({ ...common, ...own, more, ...(vni > 0 && { vni }), ...shows });
          tie('plugged', id, own.id, true);
        }
      }
    }
  }

  /** Bridges whose packets leave the machine with its own address. */
  function addWaysOut(): void {
    const nic = things.find(({ kind }) => kind === 'nic');
    for (const rule of nic ? facts.rules : []) {
      const [, bridge] = /^nat -A POSTROUTING .*! -o (\S+) -j MASQUERADE/.exec(rule) ?? [];
      if (nic && bridge !== undefined) tie('carried', idOf('', bridge), nic.id, nic.state === 'up', 'NAT');
    }
  }

  /** Routes to subnets behind the other machines of the lab. */
  function addRoutes(): void {
    const others = new Set(lab.nodes.map((one) => one.address).filter((one) => one !== address));
    for (const route of facts.spaces[0]?.routes ?? []) {
      const [, destination = '', via = ''] = /^(\S+) via (\S+)/.exec(route) ?? [];
      if (!others.has(via) || destination === 'default') continue;
      const id = `route ${node} ${destination}`;
      const own = { id, kind: 'route', name: destination, node, within: machine } as const;
      const more = spoken.picture.via({ via });
      const shows = commandOn(node, ['ip', 'route', 'show'], destination);
      things.push({ ...own, state: 'up', isOthers: false, addresses: [], entries: [], more, ...shows });
      const device = / dev (\S+)/.exec(route)?.[1];
      if (device !== undefined) tie('carried', id, idOf('', device), true);
    }
  }
}

/** What a command begins with that looks at a namespace. */
const entering = (space: string): string[] => (space === '' ? [] : ['nsenter', `--net=/var/run/docker/netns/${space}`]);

interface Inside {
  within: string;
  isOthers: boolean;
  container: boolean;
  box?: Thing;
}

/** What a namespace is: the machine's own, a container's, or one that Docker made for a network. */
function insideOf(space: PictureSpace, facts: NodeFacts, labNetwork: string | undefined, machine: string): Inside {
  if (space.name === '') return { within: machine, isOthers: false, container: false };
  const container = facts.containers?.find((one) => one.space === space.name);
  if (container) {
    const box = containerThing(facts, container, machine);
    return { within: box.id, isOthers: box.isOthers, container: true, box };
  }
  const short = space.name.replace(/^\d+-|^lb_/, '');
  const network = facts.networks?.find(({ id }) => short !== space.name && id.startsWith(short));
  const isOthers = facts.networks !== undefined && (network === undefined || network.id !== labNetwork);
  const own = { id: `space ${facts.node} ${space.name}`, kind: 'space', name: space.name, node: facts.node } as const;
  const more = network && spoken.picture.ofNetwork({ network: network.name });
  const box: Thing = {
    ...{ ...own, within: machine, state: 'none', isOthers, addresses: [], entries: [], ...(more && { more }) },
    ...(isPlain(space.name) && commandOn(facts.node, [...entering(space.name), 'ip', '-br', 'link'])),
  };
  return { within: box.id, isOthers, container: false, box };
}

function containerThing(
  { node }: NodeFacts,
  { id, name, state, isWorker }: NonNullable<NodeFacts['containers']>[number],
  within: string,
): Thing {
  return {
    ...{ id: `container ${node} ${id}`, kind: 'container', name, node, within, more: state },
    ...{ state: state === 'running' ? 'up' : 'down', isOthers: !isWorker, addresses: [], entries: [] },
    ...commandOn(node, ['docker', 'inspect'], name),
  };
}

/** On the machine itself, what the network of the lab is made of or may be: the rest is somebody else's business. */
function isShown(link: PictureLink, { name }: PictureSpace, { switches, address }: NodeFacts): boolean {
  if (name !== '') return true;
  // The link of a switch’s own name is the switch: in userspace it carries the machine's address, and is never up.
  if (switches.some((one) => one.name === link.name)) return false;
  const isPort = switches.some(({ ports }) => ports.some((port) => port.name === link.name));
  return (
    isPort ||
    ['bridge', 'vxlan', 'veth'].includes(link.kind ?? '') ||
    link.addresses.some((one) => one.startsWith(`${address}/`))
  );
}

interface Place {
  node: string;
  space: PictureSpace;
  address: string;
  isEnd: boolean | undefined;
}

function linkThing(link: PictureLink, { node, space, address, isEnd }: Place): Omit<Thing, 'id' | 'within'> {
  const { name, mtu, mac, vni, port, addresses, flow } = link;
  const kind = kindOf(link, address, isEnd === true);
  const asked = kind === 'vtep' ? ['bridge', 'fdb', 'show', 'dev'] : ['ip', '-d', 'addr', 'show', 'dev'];
  const isOf = (entry: { link: string }) => entry.link === name;
  const how = (isFixed: boolean) => (isFixed ? spoken.picture.told : spoken.picture.learned);
  return {
    ...{ kind, name, node, mtu, addresses, isOthers: false, state: link.isUp ? 'up' : 'down' },
    ...{
      ...(mac && { mac }),
      ...(vni !== undefined && { vni }),
      ...(port !== undefined && { port }),
      ...(flow && { flow }),
    },
    entries: [
      ...space.forwarding
        .filter(isOf)
        .map(({ mac: to, to: behind, isFixed }) =>
          behind === undefined
            ? spoken.picture.isHere({ mac: to, how: how(isFixed) })
            : spoken.picture.isBehind({ mac: to, to: behind, how: how(isFixed) }),
        ),
      ...space.neighbours
        .filter(isOf)
        .map(({ address: ip, mac: of, isFixed }) => spoken.picture.hasMac({ address: ip, mac: of, how: how(isFixed) })),
    ],
    ...((space.name === '' || isPlain(space.name)) && commandOn(node, [...entering(space.name), ...asked], name)),
  };
}

function kindOf({ kind, addresses, name }: PictureLink, address: string, isEnd: boolean): ThingKind {
  if (isEnd) return 'end';
  if (kind === 'vxlan') return 'vtep';
  if (addresses.some((one) => one.startsWith(`${address}/`))) return 'nic';
  if (kind === 'bridge' || engineBridges.has(name)) return 'bridge';
  return kind === 'veth' ? 'veth' : 'link';
}
