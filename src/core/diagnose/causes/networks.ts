import { subnetsOverlap } from '../../../shared/lab/lab.ts';
import { labLabel } from '../../machine/engine.ts';
import { labBridge } from '../../machine/vxlan-link.ts';
import { type Cause, isExplained, isExplainedOn, type Judge, merged } from '../cause.ts';
import { type LabSight, networkOn, type Seen, seenNodes } from '../sight.ts';

const asked = (nodes: readonly Seen[]) => nodes.filter(({ engine }) => engine?.networks !== undefined);

/** Whether the addresses of the lab's network belong to it alone. */
export const addresses: Judge = (sight) =>
  merged(asked(seenNodes(sight)).flatMap((node) => [...clashes(sight, node), ...noPool(node)]));

function clashes(sight: LabSight, node: Seen): Cause[] {
  const { name, look, engine } = node;
  const network = networkOn(sight, node);
  const subnet = network?.subnets[0] ?? sight.lab.network.subnet;
  if (subnet === undefined) return [];
  const bridges = new Set([labBridge, network ? `br-${network.id.slice(0, 12)}` : labBridge]);
  const routes = look.routes.filter((line) => {
    const destination = line.split(' ')[0] ?? '';
    if (destination === 'default' || !subnetsOverlap(subnet, destination)) return false;
    const isOwn =
      [...bridges].some((bridge) => ` ${line} `.includes(` dev ${bridge} `)) || / proto 77 /.test(` ${line} `);
    const isDockers = (engine?.networks ?? []).some(
      (one) => one.name !== sight.lab.network.name && one.subnets.includes(destination),
    );
    const isWider = Number(destination.split('/')[1] ?? 32) < Number(subnet.split('/')[1] ?? 32);
    // A way to a whole range beside it is usual; the nearer one wins.
    return !isOwn && !isDockers && !(isWider && sight.lab.track === 'routed');
  });
  const others = (engine?.networks ?? []).filter(
    (one) =>
      one.id !== network?.id &&
      one.name !== sight.lab.network.name &&
      one.subnets.some((other) => subnetsOverlap(subnet, other)),
  );
  return [
    ...(routes.length > 0
      ? [
          {
            ...{ row: 24, nodes: [name], isLatent: true as const },
            evidence: [
              `${name}: docker network inspect: ${subnet}`,
              ...routes.slice(0, 4).map((line) => `${name}: ip route: ${line}`),
            ],
          },
        ]
      : []),
    ...(others.length > 0
      ? [
          {
            ...{ row: 39, nodes: [name], isLatent: true as const },
            evidence: others.map(
              (one) => `${name}: docker network inspect ${one.name}: ${one.subnets.join(' ')}; the lab has ${subnet}`,
            ),
          },
        ]
      : []),
  ];
}

/** From which an engine takes subnets where it is not told any. */
const pools = [
  ...Array.from({ length: 15 }, (_, at) => `172.${17 + at}.0.0/16`),
  ...Array.from({ length: 16 }, (_, at) => `192.168.${at * 16}.0/20`),
];

function noPool({ name, look, engine }: Seen): Cause[] {
  const networks = engine?.networks ?? [];
  if (networks.some((one) => one.name === 'docker_gwbridge')) return [];
  const taken = [
    ...networks.flatMap(({ subnets }) => subnets),
    ...look.routes.map((line) => line.split(' ')[0] ?? ''),
  ].filter((one) => one !== 'default');
  if (!pools.every((pool) => taken.some((one) => subnetsOverlap(pool, one)))) return [];
  return [
    {
      row: 40,
      nodes: [name],
      evidence: [`${name}: docker network ls: ${networks.length} networks hold every default pool`],
    },
  ];
}

/** Whether each engine has the lab's network, once, and the same one. */
export const networks: Judge = (sight, found) => {
  const nodes = asked(seenNodes(sight));
  const { name: wanted } = sight.lab.network;
  const twice = nodes.flatMap(({ name, engine }): Cause[] => {
    const same = (engine?.networks ?? []).filter((one) => one.name === wanted);
    if (same.length < 2) return [];
    return [
      {
        ...{ row: 41, nodes: [name] },
        evidence: same.map(({ id, driver }) => `${name}: docker network ls: ${id.slice(0, 12)} ${wanted} ${driver}`),
      },
    ];
  });
  if (sight.lab.track !== 'etcd') return merged(twice);
  return merged([
    ...twice,
    ...(twice.length > 0 ? [] : missing(sight, nodes, found)),
    ...staleEnds(sight, nodes),
    ...othersKept(sight, nodes),
  ]);
};

/** What one store tells all engines. */
function missing(sight: LabSight, nodes: readonly Seen[], found: readonly Cause[]): Cause[] {
  const sharing = nodes.filter(({ engine }) => engine?.info?.ClusterStore);
  const withIt = sharing.filter((node) => networkOn(sight, node)?.scope === 'global');
  if (withIt.length === 0) return [];
  const kept = sharing.map(({ store }) => store?.networks).find((some) => some !== undefined);
  const stale = withIt.filter((node) => kept && !kept.includes(networkOn(sight, node)?.id ?? ''));
  if (isExplained(found)) return [];
  const without = sharing.filter((node) => !withIt.includes(node));
  const { name } = sight.lab.network;
  return [
    ...without.map(
      (node): Cause => ({ row: 14, nodes: [node.name], evidence: [`${node.name}: docker network ls: no ${name}`] }),
    ),
    ...stale.map(
      (node): Cause => ({
        ...{ row: 15, nodes: [node.name] },
        evidence: [
          `${node.name}: docker network ls: ${networkOn(sight, node)?.id.slice(0, 12)} ${name}`,
          `${node.name}: GET /v2/keys/docker/network/v1.0/network: ${(kept ?? []).map((id) => id.slice(0, 12)).join(' ') || 'none'}`,
        ],
        commands: ['systemctl restart docker'],
      }),
    ),
  ];
}

/** Ends in the store of which no engine has a container. Only where all engines were asked. */
function staleEnds(sight: LabSight, nodes: readonly Seen[]): Cause[] {
  const all = sight.nodes.length === nodes.length && nodes.every(({ engine }) => engine?.containers !== undefined);
  const ends = nodes.map(({ store }) => store?.endpoints).find((some) => some !== undefined);
  if (!all || !ends) return [];
  const { name } = sight.lab.network;
  const here = nodes.flatMap(({ engine }) =>
    (engine?.containers ?? []).filter(({ networks: on }) => on.includes(name)),
  );
  const names = new Set(here.map((one) => one.name));
  const stale = ends.filter((end) => end.name !== '' && !names.has(end.name) && !end.name.startsWith('gateway_'));
  if (stale.length === 0) return [];
  return [
    {
      ...{ row: here.length > 0 ? 32 : 33, nodes: nodes.map((node) => node.name), isLatent: true },
      evidence: stale
        .slice(0, 4)
        .map(
          (end) =>
            `GET /v2/keys/docker/network/v1.0/endpoint: ${end.name} ${end.id.slice(0, 12)}, of which no node has a container`,
        ),
      commands: stale
        .slice(0, 4)
        .flatMap((end) => (/^[\w.-]+$/.test(end.name) ? [`docker network disconnect -f ${name} ${end.name}`] : [])),
    },
  ];
}

/** Networks of others that would be lost with the store. */
function othersKept({ lab }: LabSight, nodes: readonly Seen[]): Cause[] {
  const found = new Map<string, { name: string; node: string }>();
  for (const { name: node, engine } of nodes)
    for (const { id, name, scope, labels } of engine?.networks ?? [])
      if (scope === 'global' && name !== lab.network.name && labels[labLabel] !== lab.name && !found.has(id))
        found.set(id, { name, node });
  if (found.size === 0) return [];
  return [
    {
      ...{ row: 45, nodes: [...new Set([...found.values()].map(({ node }) => node))], isLatent: true },
      evidence: [...found]
        .slice(0, 6)
        .map(([id, { name, node }]) => `${node}: docker network ls: ${id.slice(0, 12)} ${name} overlay`),
    },
  ];
}

/** Whether each worker that was started runs, on its network. */
export const workers: Judge = (sight, found) =>
  merged(
    seenNodes(sight).flatMap((node): Cause[] => {
      const { name, engine, look, changes } = node;
      const worker = engine?.worker;
      if (worker === undefined || isExplainedOn(found, name)) return [];
      const wasMade = changes.some(({ kind }) => kind === 'container');
      if (worker === null)
        return wasMade ? [{ row: 66, nodes: [name], evidence: [`${name}: docker ps -a: no worker of the lab`] }] : [];
      const { state, error, exitCode, sandbox } = worker;
      if (state !== 'running') {
        const isStuck = /already connected|netns|namespace|sandbox|endpoint/i.test(error);
        return [
          {
            ...{ row: isStuck ? 35 : 66, nodes: [name] },
            evidence: [`${name}: docker inspect ${worker.name}: ${state} (${exitCode})${error ? `: ${error}` : ''}`],
            ...(isStuck
              ? {}
              : { commands: [state === 'paused' ? `docker unpause ${worker.name}` : `docker start ${worker.name}`] }),
          },
        ];
      }
      const isGone =
        sandbox !== '' && look.namespaces.length > 0 && !look.namespaces.includes(sandbox) && sandbox !== 'default';
      const isOff = !worker.networks[sight.lab.network.name] && networkOn(sight, node) !== undefined;
      if (!isGone && !isOff) return [];
      return [
        {
          ...{ row: 35, nodes: [name] },
          evidence: [
            isGone
              ? `${name}: /var/run/docker/netns/${sandbox}: no such file`
              : `${name}: docker inspect ${worker.name}: not on ${sight.lab.network.name}`,
          ],
          ...(isOff && { commands: [`docker network connect ${sight.lab.network.name} ${worker.name}`] }),
        },
      ];
    }),
  );
