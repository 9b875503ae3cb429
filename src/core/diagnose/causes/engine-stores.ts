import { isMember } from '../../../shared/lab/members.ts';
import { clientPort, etcdUnit } from '../../tracks/common/support/names.ts';
import type { Cause } from '../cause.ts';
import type { LabSight, Seen } from '../sight.ts';

/** Whether each engine has the store, the same one, and says where it is itself. */
export function engineStores({ lab }: LabSight, nodes: readonly Seen[]): Cause[] {
  const asked = nodes.filter(({ engine }) => engine?.info);
  const isBuilt = asked.some(
    ({ engine, changes }) =>
      engine?.networks?.some(({ name, scope }) => name === lab.network.name && scope === 'global') ||
      changes.some(({ kind }) => kind === 'network'),
  );
  const wasSet = ({ changes }: Seen) => changes.some((change) => change.kind === 'file' && /docker/.test(change.path));
  const without = asked.filter((node) => !node.engine?.info?.ClusterStore && (isBuilt || wasSet(node)));
  const withOne = asked.filter(({ engine }) => engine?.info?.ClusterStore);
  const addresses = new Set(lab.nodes.map(({ address }) => address));
  const isLabs = (store: string) =>
    [...store.matchAll(/(?:\/\/|,)([^,:/]+):(\d+)/g)].every(
      ([, host = '', port]) => addresses.has(host) && port === String(clientPort),
    ) || /\/\/(localhost|127\.0\.0\.1):2379/.test(store);
  const stores = withOne.map(({ name, engine }) => ({ name, store: engine?.info?.ClusterStore ?? '' }));
  const pathOf = (store: string) => /^[a-z]+:\/\/[^/]*(\/.*)?$/.exec(store)?.[1]?.replace(/\/+$/, '') ?? '';
  const differ = new Set(stores.map(({ store }) => (isLabs(store) ? `labs${pathOf(store)}` : store))).size > 1;
  const others = stores.filter(({ store }) => !isLabs(store) || pathOf(store) !== '');
  return [
    ...without.map(
      ({ name }): Cause => ({ row: 10, nodes: [name], evidence: [`${name}: docker info: no Cluster Store`] }),
    ),
    ...(differ
      ? [
          {
            ...{ row: 14, nodes: (others.length > 0 ? others : stores).map(({ name }) => name) },
            evidence: stores.map(({ name, store }) => `${name}: docker info: Cluster Store: ${store}`),
          },
        ]
      : []),
    ...withOne.flatMap(advertised),
    ...sameAdvertised(withOne),
    ...withOne.flatMap((node) => order(lab, node)),
  ];
}

const advertisedHost = ({ engine }: Seen): string => (engine?.info?.ClusterAdvertise ?? '').replace(/:\d+$/, '');

function advertised(node: Seen): Cause[] {
  const { name, look } = node;
  const host = advertisedHost(node);
  if (!host) return [{ row: 30, nodes: [name], evidence: [`${name}: docker info: no Cluster Advertise`] }];
  // A link may be named instead.
  const isLocal = look.facts.addresses.some(({ address, link }) => address === host || link === host);
  if (isLocal || look.facts.addresses.length === 0) return [];
  return [
    {
      ...{ row: 28, nodes: [name] },
      evidence: [
        `${name}: docker info: Cluster Advertise: ${node.engine?.info?.ClusterAdvertise}`,
        `${name}: ip -br addr: ${look.facts.addresses.map(({ address }) => address).join(' ')}`,
      ],
    },
  ];
}

/** VirtualBox gives each machine the same one. */
function sameAdvertised(nodes: readonly Seen[]): Cause[] {
  const hosts = new Map<string, string[]>();
  for (const node of nodes) {
    const host = advertisedHost(node);
    if (/^\d/.test(host) && node.look.facts.addresses.some(({ address }) => address === host))
      hosts.set(host, [...(hosts.get(host) ?? []), node.name]);
  }
  return [...hosts].flatMap(([host, names]) =>
    names.length > 1
      ? [{ row: 29, nodes: names, evidence: names.map((name) => `${name}: docker info: Cluster Advertise: ${host}`) }]
      : [],
  );
}

/** Its own member has to be there before it: only a unit of the app's is looked at. */
function order(lab: LabSight['lab'], { name, look }: Seen): Cause[] {
  // systemd knows the order of units that run.
  const hasUnit = look.members.some(({ unit, active }) => unit === etcdUnit && active === 'active');
  if (!isMember(lab, name) || !hasUnit || look.after.length === 0 || look.after.includes(etcdUnit)) return [];
  return [
    {
      row: 34,
      nodes: [name],
      isLatent: true,
      evidence: [`${name}: systemctl show docker -p After: without ${etcdUnit}`],
    },
  ];
}
