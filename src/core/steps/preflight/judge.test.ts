import { describe, expect, it } from 'vitest';
import { labSchema } from '../../../shared/lab.ts';
import type { NodeFacts } from '../support/facts.ts';
import { judge } from './judge.ts';

const nodes = [1, 2].map((n) => ({ name: `node${n}`, address: `192.168.236.13${n}`, ssh: { host: `n${n}` } }));
const labWith = (network: object = {}) => labSchema.parse({ name: 'class-a', track: 'etcd', network, nodes });

/** Facts of a node on which all is well. */
function goodFacts(n: number): NodeFacts {
  return {
    system: {
      clockAheadSeconds: 0,
      clockErrorSeconds: 0.01,
      os: 'Debian GNU/Linux 12 (bookworm)',
      kernel: '6.1.0',
      machine: 'x86_64',
      hostname: `node${n}`,
      init: 'systemd',
      uid: 0,
      addresses: [
        { link: 'lo', address: '127.0.0.1', prefixLength: 8 },
        { link: 'eth0', address: `192.168.236.13${n}`, prefixLength: 24 },
        { link: 'docker0', address: '172.17.0.1', prefixLength: 16 },
      ],
      routes: ['default', '172.17.0.0/16', '192.168.236.0/24'],
      underlayMtu: 1500,
      ipForward: true,
      vxlan: true,
      listeners: [],
      etcds: [{ path: '/usr/bin/etcd', version: '3.4.23' }],
      distroEtcdActive: false,
      ourEtcdActive: false,
      foreignEtcd: false,
      tools: ['iperf3', 'ping'],
      dockerCommand: '/usr/bin/dockerd -H fd://',
      labs: [],
      freeKb: 1_000_000,
    },
    engine: {
      ID: `ID-${n}`,
      Name: `node${n}`,
      ServerVersion: '20.10.24+dfsg1',
      apiVersion: '1.41',
      Swarm: { LocalNodeState: 'inactive' },
    },
  };
}

/** What is said of node1 when these of its facts are others; `of2` changes node2's. */
function said(
  change: {
    system?: Partial<NodeFacts['system']>;
    engine?: Partial<NonNullable<NodeFacts['engine']>>;
    of2?: (facts: NodeFacts) => void;
  },
  how: { network?: object; hasArchive?: boolean } = {},
) {
  const [mine, other] = [goodFacts(1), goodFacts(2)];
  Object.assign(mine.system, change.system);
  if (mine.engine) Object.assign(mine.engine, change.engine);
  change.of2?.(other);
  const all = new Map([
    ['node1', mine],
    ['node2', other],
  ]);
  return judge(labWith(how.network), 'node1', all, { hasArchive: how.hasArchive ?? false });
}
const troubles = (problems: ReturnType<typeof said>) => problems.filter(({ level }) => level !== 'ok');
const listen = (port: number, process: string, protocol: 'tcp' | 'udp' = 'tcp') => ({
  system: { listeners: [{ port, process, protocol }] },
});
const engine = (ServerVersion: string) => ({ engine: { ServerVersion } });

describe('a node on which all is well', () => {
  it('has no trouble, and each test says ok once', () => {
    const problems = said({});
    expect(troubles(problems)).toEqual([]);
    const codes = problems.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual(
      expect.arrayContaining(['engine', 'swarm', 'vxlan', 'address', 'ports', 'clock', 'mtu', 'etcd']),
    );
  });
});

describe('each trouble alone: its level, its remedy and its row of the catalogue', () => {
  it.each([
    ['init', { system: { init: 'busybox' } }, 'error', undefined, /not systemd/],
    ['engine-version', engine('23.0.0'), 'error', 1, /--cluster-store/],
    ['engine-version', engine('26.1.5+dfsg1'), 'error', 1, /--cluster-store/],
    ['engine-version', engine('1.8.3'), 'error', undefined, /no overlay driver/],
    ['swarm', { engine: { Swarm: { LocalNodeState: 'active' } } }, 'error', 2, /active/],
    ['live-restore', { engine: { LiveRestoreEnabled: true } }, 'warning', 36, /live-restore/],
    ['vxlan', { system: { vxlan: false } }, 'error', 22, /VXLAN/],
    [
      'address',
      { system: { addresses: [{ link: 'eth0', address: '10.0.2.15', prefixLength: 24 }] } },
      'error',
      28,
      /192\.168\.236\.131 is not/,
    ],
    ['ports', listen(7946, 'consul'), 'error', 31, /7946\/tcp is taken by consul/],
    ['ports', listen(7946, '', 'udp'), 'error', 31, /7946\/udp is taken by another program/],
    ['ports', listen(2379, 'nginx'), 'error', undefined, /2379\/tcp is taken by nginx/],
    ['ports', listen(4789, 'flanneld', 'udp'), 'error', undefined, /4789\/udp/],
    ['clock', { system: { clockAheadSeconds: 90 } }, 'warning', undefined, /node2 are 90\.0 s apart/],
    ['hostnames', { system: { hostname: 'node2' } }, 'error', 26, /same hostname as node2: node2/],
    ['engine-ids', { engine: { ID: 'ID-2' } }, 'error', 27, /same engine id as node2/],
    ['mtu', { system: { underlayMtu: 1450 } }, 'warning', 19, /1450/],
    ['ip-forward', { system: { ipForward: false } }, 'warning', 38, /IP forwarding/],
    ['etcd', { system: { etcds: [] } }, 'error', undefined, /not installed/],
    ['etcd', { system: { etcds: [{ path: '/usr/bin/etcd', version: '3.6.1' }] } }, 'error', 4, /v2 API/],
    ['other-lab', { system: { labs: ['class-b', 'class-a'] } }, 'error', undefined, /class-b/],
  ] as const)('%s (case %#)', (code, change, level, diagnosis, message) => {
    const found = troubles(said(change as never));
    expect(found).toEqual([
      { level, code, message: expect.stringMatching(message), remedy: expect.stringMatching(/.{8}/), diagnosis },
    ]);
  });

  it('an engine that does not answer is one trouble, whatever else would hang on it', () => {
    const facts = goodFacts(1);
    delete facts.engine;
    const all = new Map([
      ['node1', { ...facts, engineError: 'connect ENOENT' }],
      ['node2', goodFacts(2)],
    ]);
    const found = troubles(judge(labWith(), 'node1', all, { hasArchive: false }));
    expect(found.filter(({ level }) => level === 'error')).toMatchObject([
      { code: 'engine', message: expect.stringContaining('ENOENT') },
    ]);
  });

  it('a node that was not read at all is not reached', () => {
    expect(judge(labWith(), 'node1', new Map(), { hasArchive: false })).toMatchObject([
      { level: 'error', code: 'reachable' },
    ]);
  });
});

describe('what is no trouble', () => {
  it.each([
    ['engines of 1.9', engine('1.9.0')],
    ['engines of 20.10', engine('20.10.24')],
    ['an engine before swarm mode', { engine: { Swarm: undefined } }],
    ['our own etcd', { system: { ...listen(2379, 'etcd').system, ourEtcdActive: true } }],
    ['the engine’s own gossip', listen(7946, 'dockerd')],
    ['the kernel’s VXLAN socket', listen(4789, '', 'udp')],
    ['etcd’s old port', listen(4001, 'something')],
    ['our own lab', { system: { labs: ['class-a'] } }],
    ['clocks apart by less than the round trip can tell', { system: { clockAheadSeconds: 3, clockErrorSeconds: 2.5 } }],
    ['a jumbo underlay', { system: { underlayMtu: 9000 } }],
  ])('%s', (_, change) => expect(troubles(said(change as never))).toEqual([]));

  it.each([
    ['the system’s own etcd, which is stopped meanwhile', { ...listen(2379, 'etcd').system, distroEtcdActive: true }],
    ['an etcd that was started by hand', { ...listen(2379, 'etcd').system, foreignEtcd: true }],
    ['an MTU that is unknown', { underlayMtu: undefined }],
    ['a clock that is unknown', { clockAheadSeconds: Number.NaN }],
    ['a hostname that is unknown', { hostname: '' }],
  ])('but worth a word: %s', (_, system) =>
    expect(troubles(said({ system })).map(({ level }) => level)).toEqual(['info']),
  );

  it('a missing etcd, where an archive was named', () => {
    expect(troubles(said({ system: { etcds: [] } }, { hasArchive: true }))).toMatchObject([
      { level: 'info', code: 'etcd' },
    ]);
  });

  it('a clock of another node that is unknown does not hide that one is wrong', () => {
    const wrong = troubles(
      said({
        of2: (facts) => {
          facts.system.clockAheadSeconds = -90;
        },
      }),
    );
    expect(wrong).toMatchObject([{ level: 'warning', code: 'clock' }]);
  });
});

describe('the subnet of the lab file', () => {
  const withSubnet = (subnet: string, system = {}) =>
    said({ system }, { network: { subnet } }).filter(({ code }) => code === 'subnet');
  it.each([
    ['the same as docker0’s', '172.17.0.0/16', {}, /172\.17\.0\.1 of docker0/],
    ['a part of docker0’s', '172.17.5.0/24', {}, /docker0/],
    ['around docker0’s', '172.16.0.0/12', {}, /docker0/],
    ['that of the SSH route', '192.168.224.0/21', {}, undefined],
    ['a network that is routed', '10.8.0.0/24', { routes: ['default', '10.0.0.0/8'] }, /the route to 10\.0\.0\.0\/8/],
    ['one host that is routed', '10.8.0.0/24', { routes: ['10.8.0.77'] }, /10\.8\.0\.77/],
  ])('%s: %s', (_, subnet, system, clash) => {
    const [found, ...more] = withSubnet(subnet, system);
    expect(more).toEqual([]);
    if (clash) expect(found).toMatchObject({ level: 'error', diagnosis: 24, message: expect.stringMatching(clash) });
    else expect(found).toMatchObject({ level: 'ok' });
  });

  it('is not asked about where the lab file names none', () => {
    expect(said({}).some(({ code }) => code === 'subnet')).toBe(false);
  });

  it('does not clash with words that are no networks', () => {
    expect(withSubnet('10.9.0.0/24', { routes: ['default', 'unreachable', 'blackhole', ''] })).toMatchObject([
      { level: 'ok' },
    ]);
  });
});
