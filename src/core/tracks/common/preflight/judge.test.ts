import { describe, expect, it } from 'vitest';
import { etcdQuestions } from '../../etcd/store/questions.ts';
import { toolNames } from '../support/tools.ts';
import { labWith, said } from './fixtures/good-facts.ts';
import { judge } from './fixtures/judged.ts';

const troubles = (problems: ReturnType<typeof said>) => problems.filter(({ level }) => level !== 'ok');
const listen = (port: number, process: string, protocol: 'tcp' | 'udp' = 'tcp') => ({
  system: { listeners: [{ port, process, protocol, address: '*' }] },
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
    ['root', { system: { uid: 1000 } }, 'error', undefined, /as user 1000/],
    ['disk', { system: { freeKb: 80_000 } }, 'warning', undefined, /80 MB free/],
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
    ['ports', listen(7946, 'consul'), 'error', 31, /7946\/tcp is in use by consul/],
    ['ports', listen(7946, '', 'udp'), 'error', 31, /7946\/udp is in use by another program/],
    ['ports', listen(2379, 'nginx'), 'error', undefined, /2379\/tcp is in use by nginx/],
    ['ports', listen(4789, 'flanneld', 'udp'), 'error', undefined, /4789\/udp/],
    ['clock', { system: { clockAheadSeconds: 90 } }, 'warning', undefined, /node2 are 90\.0 s apart/],
    ['hostnames', { system: { hostname: 'node2' } }, 'error', 26, /same hostname as node2: node2/],
    ['engine-ids', { engine: { ID: 'ID-2' } }, 'error', 27, /same engine id as node2/],
    ['mtu', { system: { underlayMtu: 1450 } }, 'warning', 19, /1450/],
    [
      'vni',
      { system: { vxlanLinks: [{ name: 'vxlan7', vni: 256, port: 4789 }] } },
      'error',
      21,
      /link vxlan7 has the VNI 256/,
    ],
    ['tools', { system: { tools: toolNames.filter((tool) => tool !== 'nsenter') } }, 'error', undefined, /no nsenter/],
    [
      'tools-to-look',
      { system: { tools: toolNames.filter((tool) => tool !== 'ping') } },
      'warning',
      undefined,
      /no ping/,
    ],
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

  it('a node that was not read at all is not reached', () => {
    expect(
      judge(labWith(), 'node1', new Map(), {
        hasArchive: false,
        ownImage: true,
        questions: etcdQuestions(labWith(), 'node1'),
      }),
    ).toMatchObject([{ level: 'error', code: 'reachable' }]);
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
