import type { Lab } from '../../shared/lab/lab.ts';
import type { NodeFacts } from '../../shared/picture/facts.ts';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { within } from '../gates/wait.ts';
import { engineInfo } from '../machine/engine.ts';
import type { Node } from '../machine/port.ts';
import { workerName } from '../tracks/common/support/names.ts';
import { Meter } from './meter.ts';
import { pictureLook } from './picture-look.ts';

/** Milliseconds for each answer of an engine. */
const patienceMs = 4_000;
/** Of so many running containers it is asked where their links are. */
const mostInspected = 24;
const mostListed = 200;

/**
 * What one node is like now, for the picture: what it says of itself, and what its engine says where it may be asked. With the
 * meter of the looks before, also what flows through its links.
 */
export async function lookAtNode(
  node: Node,
  lab: Lab,
  { signal, meter = new Meter(node.address) }: { signal: AbortSignal; meter?: Meter },
): Promise<NodeFacts> {
  const { isAwake, counts, ...look } = await node.run(pictureLook, {}, { signal });
  // Whoever looks does not wake an engine that is being stopped.
  const asleepLeft = { ...node, docker: node.dockerIfUp };
  const engine = isAwake ? await engineOf(asleepLeft, workerName(lab, node.name), signal) : {};
  const spaces = meter.measured(look.spaces, counts);
  return { node: node.name, address: node.address, isAway: false, ...look, spaces, ...engine };
}

async function engineOf(node: Node, worker: string, signal: AbortSignal): Promise<Partial<NodeFacts>> {
  const ask = <T>(question: () => Promise<T>): Promise<T | undefined> =>
    within({ what: '', ms: patienceMs, signal, node: node.name }, question).catch(() => {
      signal.throwIfAborted();
      return undefined;
    });
  const [containers, networks, swarm] = await Promise.all([
    ask(() => containersOf(node, worker)),
    ask(() => networksOf(node)),
    ask(() => swarmOf(node)),
  ]);
  return { ...(containers && { containers }), ...(networks && { networks }), ...(swarm && { swarm }) };
}

async function containersOf(node: Node, worker: string): Promise<NonNullable<NodeFacts['containers']>> {
  const list = (await node.docker.listContainers({ all: true })).slice(0, mostListed);
  // The worker's own links are wanted first.
  const running = list.filter(({ State }) => State === 'running');
  const first = running.toSorted((one, other) => Number(named(other) === worker) - Number(named(one) === worker));
  const spaces = await Promise.all(
    first.slice(0, mostInspected).map(async ({ Id }) => {
      const inspected = await node.docker
        .getContainer(Id)
        .inspect()
        .catch(() => undefined);
      return [Id, inspected?.NetworkSettings.SandboxKey?.split('/').at(-1)] as const;
    }),
  );
  const spaceOf = new Map(spaces);
  return list.map((one) => {
    const name = clean(named(one));
    const space = spaceOf.get(one.Id);
    return {
      ...{ id: one.Id.slice(0, 12), name, state: clean(one.State), isWorker: name === worker },
      ...(space && space !== 'default' && { space: clean(space) }),
    };
  });
}

const named = ({ Names, Id }: { Names: string[]; Id: string }): string => Names[0]?.slice(1) ?? Id.slice(0, 12);
const clean = (text: string): string => stripUnsafe(text).slice(0, 200);

async function networksOf(node: Node): Promise<NonNullable<NodeFacts['networks']>> {
  const list = await node.docker.listNetworks();
  return list.slice(0, mostListed).map(({ Id, Name, Driver, Scope, IPAM }) => ({
    ...{ id: clean(Id).slice(0, 12), name: clean(Name), driver: clean(Driver), scope: clean(Scope) },
    subnets: (IPAM?.Config ?? []).slice(0, 20).flatMap(({ Subnet }) => (Subnet ? clean(Subnet) : [])),
  }));
}

async function swarmOf(node: Node): Promise<NodeFacts['swarm']> {
  const { Swarm } = (await engineInfo(node)) as {
    Swarm?: { LocalNodeState?: string; ControlAvailable?: boolean };
  };
  const state = Swarm?.LocalNodeState;
  return state && state !== 'inactive'
    ? { state: clean(state), isManager: Swarm?.ControlAvailable === true }
    : undefined;
}
