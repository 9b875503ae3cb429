import { managerPort } from '../../machine/swarm.ts';
import { type Cause, isExplained, isExplainedOn, type Judge, merged } from '../cause.ts';
import { pairsOf, type Seen, seenNodes } from '../sight.ts';
import { blockedBetween } from './blocked.ts';

const stateOf = ({ engine }: Seen): string => engine?.info?.Swarm?.LocalNodeState || 'inactive';

/** Whether the nodes are one swarm, and each of them may be given work. */
export const swarms: Judge = (sight, found) => {
  if (sight.lab.track !== 'swarm') return [];
  const nodes = seenNodes(sight).filter(({ engine }) => engine?.info);
  const managers = nodes.filter(({ engine }) => engine?.info?.Swarm?.ControlAvailable);
  const ports = managers.flatMap((to) =>
    pairsOf(seenNodes(sight)).flatMap(([from, other]) =>
      other.name === to.name ? blockedBetween(from, to, { protocol: 'tcp', port: managerPort }, 60) : [],
    ),
  );
  const left = nodes.flatMap((node): Cause[] => {
    const state = stateOf(node);
    const joined = node.changes.some(({ kind }) => kind === 'swarm');
    if (state === 'active' || (state === 'inactive' && !joined)) return [];
    const why = node.engine?.info?.Swarm?.Error;
    return [
      { row: 60, nodes: [node.name], evidence: [`${node.name}: docker info: Swarm: ${state}${why ? ` ${why}` : ''}`] },
    ];
  });
  const listed = managers.map(({ engine }) => engine?.members).find((some) => some !== undefined) ?? [];
  const leaderless = managers.filter(({ engine }) => engine?.members === undefined);
  const ids = new Map(nodes.map((node) => [node.engine?.info?.Swarm?.NodeID ?? '', node.name]));
  const ours = listed.flatMap((member) => {
    const name = ids.get(member.id) ?? sight.nodes.find(({ address }) => address === member.address)?.name;
    // One that left and joined again is listed twice.
    const isOld =
      member.state === 'down' &&
      !ids.has(member.id) &&
      listed.some((other) => other.address === member.address && other.state === 'ready');
    return name !== undefined && !isOld ? [{ ...member, name }] : [];
  });
  const resting = ours.filter(({ availability }) => availability === 'drain' || availability === 'pause');
  const sure = merged([
    ...ports,
    ...left,
    ...resting.map(
      ({ name, hostname, availability }): Cause => ({
        ...{ row: 62, nodes: [name], evidence: [`docker node ls: ${hostname} ${availability}`] },
        ...(/^[\w.-]+$/.test(hostname) && { commands: [`docker node update --availability active ${hostname}`] }),
      }),
    ),
  ]);
  if (isExplained([...found, ...sure])) return sure;
  const down = ours.filter(({ name, state }) => state === 'down' && !isExplainedOn(found, name));
  return [
    ...sure,
    ...merged([
      ...down.map(
        ({ name, hostname, message }): Cause => ({
          row: 60,
          nodes: [name],
          evidence: [`docker node ls: ${hostname} Down ${message}`.trim()],
        }),
      ),
      ...leaderless.map(
        ({ name }): Cause => ({
          row: 60,
          nodes: [name],
          evidence: [`${name}: docker node ls: no answer; the swarm has no leader`],
        }),
      ),
    ]),
  ];
};
