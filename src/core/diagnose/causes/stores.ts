import { isMember, membersOf } from '../../../shared/lab/members.ts';
import { clientPort, etcdUnit, peerPort } from '../../tracks/common/support/names.ts';
import { type Cause, isExplained, type Judge, merged } from '../cause.ts';
import { type LabSight, pairsOf, type Seen, seenNodes } from '../sight.ts';
import { blockedBetween } from './blocked.ts';
import { engineStores } from './engine-stores.ts';
import { heldPorts } from './tunnels.ts';

/** The cluster store of the track etcd: its members, what they say, and what the engines were told of it. */
export const stores: Judge = (sight, found) => {
  if (sight.lab.track !== 'etcd') return [];
  const nodes = seenNodes(sight);
  const held = merged(nodes.flatMap((node) => heldPorts(node, { [clientPort]: 'etcd', [peerPort]: 'etcd' })));
  if (!isBegun(nodes)) return [...held, ...nodes.flatMap(tooNew)];
  const members = nodes.filter(({ name }) => isMember(sight.lab, name));
  const own = merged([...members.flatMap((node) => memberTrouble(node)), ...otherCluster(members)]);
  const ports = pairsOf(members).flatMap(([from, to]) =>
    [peerPort, clientPort].flatMap((port) => blockedBetween(from, to, { protocol: 'tcp', port }, 57)),
  );
  const told = engineStores(sight, nodes);
  const sure = [...held, ...own, ...merged(ports), ...told];
  // It cannot run there.
  const down = stopped(
    sight,
    members.filter(({ name }) => !held.some((cause) => cause.nodes.includes(name))),
  );
  const unwell = isExplained([...found, ...sure, ...down]) ? [] : sick(members);
  return [...sure, ...down, ...unwell];
};

/** Somebody has begun to build the store. */
const isBegun = (nodes: readonly Seen[]): boolean =>
  nodes.some(
    ({ look, engine, changes }) =>
      look.etcds.length > 0 ||
      engine?.info?.ClusterStore !== undefined ||
      changes.some((change) => change.kind === 'unit' && change.unit === etcdUnit),
  );

/** No lab can be built with it. */
function tooNew({ name, look: { facts } }: Seen): Cause[] {
  const isNew = ({ version }: { version: string }) => {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    return major > 3 || (major === 3 && minor >= 6);
  };
  if (facts.etcds.length === 0 || !facts.etcds.every(isNew)) return [];
  return [
    {
      ...{ row: 4, nodes: [name], isLatent: true },
      evidence: facts.etcds.map(({ path, version }) => `${name}: ${path} --version: ${version}`),
    },
  ];
}

const lastOf = (text: string, words: RegExp): string | undefined =>
  text.split('\n').findLast((line) => words.test(line));

function memberTrouble({ name, look, store }: Seen): Cause[] {
  const said = (row: number, words: RegExp): Cause[] => {
    const line = lastOf(look.etcdSaid, words);
    return line
      ? [{ row, nodes: [name], evidence: [`${name}: journalctl -u ${etcdUnit}: ${line.trim().slice(0, 300)}`] }]
      : [];
  };
  const [etcd] = look.etcds;
  if (etcd === undefined || look.members.some(({ unit, active }) => unit === etcdUnit && active !== 'active')) {
    const told = [
      ...said(7, /has already been bootstrapped/),
      ...said(8, /cluster ID mismatch/),
      ...said(4, /flag provided but not defined: -+enable-v2/),
      ...said(55, /no space left on device/),
    ];
    if (told.length > 0) return told.slice(0, 1);
  }
  if (!store || !etcd || etcd.state === 'T') return [];
  const own = store.known?.find(({ peerUrls }) =>
    peerUrls.some((url) => look.facts.addresses.some(({ address }) => url.includes(`//${address}:`))),
  );
  const unreachable =
    own?.clientUrls.length && own.clientUrls.every((url) => /\/\/(localhost|127\.|0\.0\.0\.0|\[::)/.test(url));
  const flags = etcd.command;
  return [
    ...(store.v2 === 404
      ? [
          {
            row: 3,
            nodes: [name],
            evidence: [`${name}: GET :${clientPort}/v2/keys/: 404 (etcd ${store.version ?? ''})`],
          },
        ]
      : []),
    ...(store.v2 === 0 && /listen-client-http-urls/.test(flags)
      ? [
          {
            row: 5,
            nodes: [name],
            evidence: [`${name}: GET :${clientPort}/v2/keys/: closed`, `${name}: ${flags.slice(0, 300)}`],
          },
        ]
      : []),
    ...(unreachable
      ? [
          {
            row: 6,
            nodes: [name],
            evidence: [`${name}: GET :${clientPort}/v2/members: clientURLs ${own.clientUrls.join(' ')}`],
          },
        ]
      : []),
  ];
}

/** Members of two clusters, each of which works. */
function otherCluster(members: readonly Seen[]): Cause[] {
  const known = members.flatMap(({ name, store }) =>
    store?.known
      ? [
          {
            name,
            peers: store.known
              .flatMap(({ peerUrls }) => peerUrls)
              .sort()
              .join(' '),
          },
        ]
      : [],
  );
  const [first] = known;
  const others = known.filter(({ peers }) => peers !== first?.peers);
  if (!first || others.length === 0) return [];
  return [
    {
      ...{ row: 8, nodes: known.map(({ name }) => name) },
      evidence: known.map(({ name, peers }) => `${name}: GET :${clientPort}/v2/members: ${peers}`),
    },
  ];
}

/** Members that do not run, or that a signal has stopped. With too many of them nothing is written any more. */
function stopped({ lab }: LabSight, members: readonly Seen[]): Cause[] {
  const down = members.filter(({ look }) => look.etcds.length === 0 || look.etcds.every(({ state }) => state === 'T'));
  if (down.length === 0) return [];
  const evidence = down.map(({ name, look }) => {
    const [etcd] = look.etcds;
    if (etcd) return `${name}: /proc/${etcd.pid}/status: State: T (stopped)`;
    const unit = look.members.find((one) => one.unit === etcdUnit);
    return unit?.load === 'loaded'
      ? `${name}: systemctl show ${etcdUnit}: ActiveState=${unit.active} Result=${unit.result}`
      : `${name}: no process etcd`;
  });
  const commands = down.map(({ look }) => {
    const [etcd] = look.etcds;
    return etcd ? `kill -CONT ${etcd.pid}` : `systemctl start ${etcdUnit}`;
  });
  const isWriting = membersOf(lab).length - down.length > membersOf(lab).length / 2;
  return [
    {
      ...{ row: isWriting ? 58 : 9, nodes: down.map(({ name }) => name), evidence },
      commands: [...new Set(commands)],
      ...(isWriting && { isLatent: true as const }),
    },
  ];
}

/** They run, and are not well; nothing below says why. */
function sick(members: readonly Seen[]): Cause[] {
  const bad = members.flatMap(({ name, look, store }) => {
    const own = store?.members.find(({ of }) => of === name);
    return own && !own.healthy && look.etcds.length > 0 && look.etcds[0]?.state !== 'T'
      ? [{ name, said: own.said }]
      : [];
  });
  if (bad.length === 0) return [];
  return [
    {
      ...{ row: 9, nodes: bad.map(({ name }) => name) },
      evidence: bad.map(({ name, said }) => `${name}: GET :${clientPort}/health: ${said}`),
    },
  ];
}
