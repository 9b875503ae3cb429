import { spoken } from '../texts/text.ts';
import type { LabFacts } from './facts.ts';
import { commandOn, type Drawn, thingsOn } from './machine-things.ts';
import type { Picture, Thing, Tie } from './picture.ts';

/** The picture of a lab: what is on each machine, and what is between all of them. */
export function pictureOf(facts: LabFacts): Picture {
  const machines = facts.nodes.map((one) => thingsOn(one, facts));
  const all = { things: machines.flatMap(({ things }) => things), ties: machines.flatMap(({ ties }) => ties) };
  const between = [storeOf(facts), tunnelsOf(facts, all), underlayOf(all)];
  const things = [...between.flatMap((one) => one.things), ...all.things];
  const ties = [...between.flatMap((one) => one.ties), ...all.ties];
  return { lab: facts.lab, track: facts.track, things, ties: withFlows(ties, things) };
}

/** What flows along each tie: what its link counts that is no bridge, which counts only what is for the machine itself. */
function withFlows(ties: readonly Tie[], things: readonly Thing[]): Tie[] {
  const byId = new Map(things.map((one) => [one.id, one]));
  return ties.map((tie) => {
    const [from, to] = [byId.get(tie.from), byId.get(tie.to)];
    const isLink = from?.kind !== 'bridge' && from?.kind !== 'switch';
    // Of what a tunnel sends, the tie into the tunnel tells already.
    const counted = tie.kind === 'carried' ? (isLink ? undefined : from) : isLink ? from : to;
    return counted?.flow ? { ...tie, flow: Math.max(counted.flow.received, counted.flow.sent) } : tie;
  });
}

const shared = { isOthers: false, addresses: [], entries: [] } as const;

/** etcd's members, or the swarm's managers and workers. */
function storeOf({ track, nodes }: LabFacts): Drawn {
  const member = ({ etcd, swarm }: LabFacts['nodes'][number]) =>
    track === 'etcd' ? etcd : track === 'swarm' && swarm !== undefined;
  const members = nodes.filter(member);
  const [first] = members;
  if (!first) return { things: [], ties: [] };
  const id = 'store';
  const isEtcd = track === 'etcd';
  const name = isEtcd
    ? spoken.picture.etcdOf({ count: members.length })
    : spoken.picture.swarmOf({ count: members.length });
  const command = isEtcd ? ['curl', '-s', `http://${first.address}:2379/health`] : ['docker', 'node', 'ls'];
  const asked = isEtcd ? first : (members.find(({ swarm }) => swarm?.isManager) ?? first);
  const thing: Thing = { ...shared, id, kind: 'store', name, state: 'up', ...commandOn(asked.node, command) };
  const ties = members.map(({ node, swarm }): Tie => {
    const from = `machine ${node}`;
    const label = isEtcd ? spoken.picture.member : swarm?.isManager ? spoken.picture.manager : spoken.picture.follower;
    return { id: `member ${from}`, kind: 'member', from, to: id, isUp: true, isOthers: false, label };
  });
  return { things: [thing], ties };
}

/** One for each VXLAN number: the ends on all machines, which wrap packets for each other. */
function tunnelsOf({ nodes }: LabFacts, { things }: Drawn): Drawn {
  const ends = things.filter(({ kind, vni }) => (kind === 'vtep' || kind === 'port') && vni !== undefined);
  const numbers = [...new Set(ends.map(({ vni }) => vni ?? 0))].toSorted((one, other) => one - other);
  const nics = new Map(things.filter(({ kind }) => kind === 'nic').map((nic) => [nic.node, nic.id]));
  const drawn = numbers.map((vni): Drawn => {
    const own = ends.filter((one) => one.vni === vni);
    const id = `tunnel ${vni}`;
    const port = own.find((one) => one.port !== undefined)?.port;
    const isOthers = own.every((one) => one.isOthers);
    const name = spoken.picture.tunnelOf({ vni, port: port ?? 4789 });
    const [first] = own;
    const thing: Thing = {
      ...{ ...shared, id, kind: 'tunnel', name, vni, isOthers, state: 'none' },
      ...(port !== undefined && { port }),
      ...(first?.command && { command: first.command }),
    };
    const ties = own.flatMap((end): Tie[] => {
      const isUp = end.state === 'up';
      const carried = nics.get(end.node);
      const common = { from: end.id, isUp, isOthers: end.isOthers };
      return [
        { ...common, id: `tunnel ${end.id}`, kind: 'tunnel', to: id, label: spoken.picture.vni({ vni }) },
        ...(carried === undefined
          ? []
          : [{ ...common, id: `carried ${end.id}`, kind: 'carried' as const, to: carried }]),
      ];
    });
    return { things: nodes.length > 0 ? [thing] : [], ties };
  });
  return { things: drawn.flatMap((one) => one.things), ties: drawn.flatMap((one) => one.ties) };
}

/** The network that was there before: what carries all others. */
function underlayOf({ things }: Drawn): Drawn {
  const nics = things.filter(({ kind }) => kind === 'nic');
  if (nics.length === 0) return { things: [], ties: [] };
  const id = 'underlay';
  const ties = nics.map(
    (nic): Tie => ({
      ...{ id: `wire ${nic.id}`, kind: 'wire', from: nic.id, to: id, isUp: nic.state === 'up', isOthers: false },
      ...(nic.mtu !== undefined && { label: spoken.picture.mtu({ mtu: nic.mtu }) }),
    }),
  );
  return { things: [{ ...shared, id, kind: 'underlay', name: spoken.picture.underlay, state: 'none' }], ties };
}
