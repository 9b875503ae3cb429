import { describe, expect, it } from 'vitest';
import { diagnosisOf } from '../../shared/diagnosis/catalogue.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { ShownPort, SwitchState } from '../machine/open-switch.ts';
import { lab, type Odd, sightOf } from './fixtures/healthy.ts';
import { judge } from './judge.ts';

const rowsOf = (first: Odd = {}, second: Odd = {}, of: Lab = lab) =>
  judge(sightOf(first, second, of)).causes.map(({ row }) => row);

const info =
  (change: object): Odd['engine'] =>
  ({ info, ...rest }) => ({ ...rest, info: { ID: '', Name: '', ServerVersion: '20.10', ...info, ...change } });
const links = (...more: object[]) =>
  JSON.stringify([
    { ifname: 'host0', mtu: 1500, flags: ['UP'] },
    { ifname: 'docker_gwbridge', mtu: 1500, flags: ['UP'] },
    ...more,
  ]);
const rule = (line: string) =>
  `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:DOCKER - [0:0]\n${line}\nCOMMIT\n*nat\n:DOCKER - [0:0]\nCOMMIT\n`;

describe('a lab in which all is well', () => {
  it('has no cause, and all is excluded', () => {
    const { causes, looked } = judge(sightOf());
    expect(causes).toEqual([]);
    expect(new Set(looked.map(({ state }) => state))).toEqual(new Set(['well']));
  });

  it('excludes only what was seen on every node', () => {
    const statesWith = (sight: ReturnType<typeof sightOf>) =>
      Object.fromEntries(judge(sight).looked.map(({ layer, state }) => [layer, state]));
    const [first, second] = sightOf().nodes;
    if (!first || !second) throw new Error('a lab has two nodes');
    const { engine: _, ...silent } = second;
    expect(statesWith({ lab, nodes: [first, silent] })).toMatchObject({
      ...{ ssh: 'well', mtu: 'well', networks: 'unseen', workers: 'unseen' },
    });
    const away = {
      name: second.name,
      address: second.address,
      changes: [],
      error: { code: 'unreachable', message: '' },
    };
    expect(statesWith({ lab, nodes: [first, away] })).toMatchObject({ ssh: 'wrong', machine: 'unseen', mtu: 'unseen' });
  });
});

/** What only one node has, and the row that it is. */
const odd: [name: string, row: number, odd: Odd][] = [
  ['an engine that is too new', 1, { engine: info({ ServerVersion: '26.1.5' }) }],
  ['a swarm', 2, { engine: info({ Swarm: { LocalNodeState: 'active' } }) }],
  ['no v2', 3, { node: { store: { members: [], v2: 404, version: '3.5.1' } } }],
  ['a store that was not applied', 10, { engine: info({ ClusterStore: '' }) }],
  ['another store', 14, { engine: info({ ClusterStore: 'etcd://192.168.236.131:2379/other' }) }],
  ['7946 dropped', 16, { parts: { rules: rule('-A INPUT -p udp -m udp --dport 7946 -j DROP') } }],
  ['4789 dropped', 17, { parts: { rules: rule('-A INPUT -p udp -m udp --dport 4789 -j DROP') } }],
  ['4789 dropped on its way out', 17, { parts: { rules: rule('-A OUTPUT -p udp -m udp --dport 4789 -j DROP') } }],
  ['large packets dropped', 19, { parts: { rules: rule('-A INPUT -p udp -m length --length 1401:65535 -j DROP') } }],
  ['a slow link', 20, { parts: { queues: 'qdisc tbf 8001: dev host0 root refcnt 2 rate 2Mbit' } }],
  ['no vxlan module', 22, { parts: {}, look: {} }],
  ['an old kernel', 23, { look: {} }],
  ['a route in the subnet', 24, { parts: { routes: '10.0.0.0/24 dev host0 scope link' } }],
  ['live restore', 36, { engine: info({ LiveRestoreEnabled: true }) }],
  ['an address that is not there', 28, { engine: info({ ClusterAdvertise: '192.168.236.200:2375' }) }],
  ['no address told', 30, { engine: info({ ClusterAdvertise: '' }) }],
  ['no order of units', 34, { parts: { after: 'After=network.target' } }],
  ['lost chains', 37, { parts: { rules: '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n' } }],
  ['few sessions', 44, { parts: { sshd: 'maxsessions 2\nmaxstartups 10:30:100' } }],
  ['a link that is down', 54, { parts: { links: links().replace('["UP"]', '["UP","NO-CARRIER"]') } }],
  ['a full disk', 55, { parts: { disks: 'tmpfs 8 8 0 100% /var/lib/overlay-lab' } }],
  [
    'a worker that ended',
    66,
    { engine: (seen) => ({ ...seen, worker: seen.worker && { ...seen.worker, state: 'exited' } }) },
  ],
  ['VMware’s card', 18, { parts: { offloads: 'ens192 tx-checksum-ip-generic: on' } }],
];

describe('what is odd on one node is named first, with its node and its evidence', () => {
  it.each(odd)('%s is row %i', (name, row, one) => {
    const given =
      name === 'no vxlan module'
        ? withFacts({ vxlan: false })
        : name === 'an old kernel'
          ? withFacts({ kernel: '3.10.0' })
          : one;
    const { causes } = judge(sightOf({}, given));
    expect(causes[0]).toMatchObject({ row, evidence: expect.arrayContaining([expect.stringMatching(/\S/)]) });
    expect(causes[0]?.nodes).toContain('node2');
    expect(causes).toHaveLength(1);
    expect(causes[0]?.remedy.commands.length).toBeGreaterThan(0);
  });
});

function withFacts(facts: object): Odd {
  const [, second] = sightOf().nodes;
  if (!second?.look) throw new Error('it was looked at');
  return { look: { facts: { ...second.look.facts, ...facts } } };
}

describe('what an engine’s journal tells since it began', () => {
  const told = (line: string) => ({ parts: { dockertold: `${line}\n${line}` } });

  it('is a cause only where what it speaks of is still missing', () => {
    const unready = told('100: Key not found (/docker/network/v1.0/ipam)');
    const refused = told('toomanyrequests: You have reached your pull rate limit');
    expect(rowsOf({}, unready)).toEqual([]);
    expect(rowsOf({}, refused)).toEqual([]);
    expect(rowsOf({}, { ...refused, engine: (seen) => ({ ...seen, worker: null }) })).toEqual([43]);
    const none: Odd = { engine: (seen) => ({ ...seen, networks: [] }) };
    expect(rowsOf({ ...none, ...unready }, none)).toContain(12);
  });

  it('says why an engine hangs that was reloaded twice with a store', () => {
    const silent: Odd['engine'] = () => ({ silent: 'no answer' });
    const look = { state: sightOf().nodes[1]?.look?.state } as Odd['look'];
    const state = look?.state && { ...look.state, configuration: { path: '', text: '{"cluster-store": "etcd://x"}' } };
    const withStore = { ...(state && { look: { state } }), engine: silent };
    expect(rowsOf({}, { ...withStore, ...told('Got signal to reload configuration') })).toEqual([13]);
    expect(rowsOf({}, withStore)).toEqual([49]);
  });
});

describe('the switch of the track ovs', () => {
  const ovs: Lab = { ...lab, track: 'ovs' };
  const port = (remote: string, key = '77') => ({
    name: 'vx-1',
    type: 'vxlan',
    remote,
    key,
    isProtected: true,
    mark: 'lab',
  });
  const state = (ports: ShownPort[], isPlugged = true): SwitchState => ({
    ...{ runs: true, hasKernel: true, underlay: 'host0', isPlugged, hasAddress: false, reached: [] },
    switches: [{ name: 'ovs-lab', datapath: 'system', mark: 'lab', ports }],
  });
  const changes = [
    { kind: 'ovs-bridge' as const, name: 'ovs-lab' },
    { kind: 'ovs-port' as const, name: 'vx-1', remote: '192.168.236.131' },
  ];
  const rows = (switches: SwitchState) => rowsOf({}, { node: { switches, changes } }, ovs);

  it('is named where a port is missing, leads elsewhere, has another key, or is in no bridge', () => {
    expect(rows(state([port('192.168.236.131')]))).toEqual([]);
    expect(rows(state([]))).toEqual([67]);
    expect(rows(state([port('192.0.2.7')]))).toEqual([67]);
    expect(rows(state([port('192.168.236.131', '78')]))).toEqual([67]);
    expect(rows(state([port('192.168.236.131')], false))).toEqual([67]);
    expect(rows({ ...state([]), runs: false })).toContain(67);
  });
});

describe('several nodes', () => {
  it('with one host name, or one engine’s id', () => {
    expect(rowsOf({}, withFacts({ hostname: 'node1' }))).toEqual([26]);
    expect(rowsOf({}, { engine: info({ ID: 'ID1' }) })).toEqual([27]);
  });

  it('two faults are both named, the lower one first', () => {
    const dropped = { parts: { rules: rule('-A INPUT -p udp -m udp --dport 4789 -j DROP') } };
    expect(rowsOf({ parts: { etcds: '' } }, dropped)).toEqual([9, 17]);
    expect(rowsOf(dropped, { ...dropped, engine: info({ LiveRestoreEnabled: true }) })).toEqual([17, 36]);
  });

  it('a node without a way in is named, and what it would have said is not made up', () => {
    const { nodes } = sightOf();
    const [first] = nodes;
    if (!first) throw new Error('there are two');
    const away = {
      name: 'node2',
      address: '192.168.236.132',
      changes: [],
      error: { code: 'unreachable', message: 'no' },
    };
    expect(judge({ lab, nodes: [first, away] }).causes.map(({ row, nodes: on }) => [row, on])).toEqual([
      [53, ['node2']],
    ]);
  });
});

describe('packets that do not come through', () => {
  const lost = (said: string) => ({
    node: { reach: [{ to: 'node1', small: false, large: false, unreachable: /unreachable/i.test(said), said }] },
  });

  it('are the tunnel’s where they vanish, and gossip’s where it says so; other causes explain them', () => {
    expect(rowsOf({}, lost('3 packets transmitted, 0 received, 100% packet loss'))).toEqual([17]);
    expect(rowsOf({}, lost('From 10.0.0.3 Destination Host Unreachable'))).toEqual([16]);
    expect(rowsOf({ parts: { links: links().replace('["UP"]', '[]') } }, lost('100% packet loss'))).toEqual([54]);
  });

  it('of full size alone are the MTU’s', () => {
    const reach = [{ to: 'node1', small: true, large: false, unreachable: false, said: '' }];
    expect(rowsOf({}, { node: { reach } })).toEqual([19]);
  });
});

describe('what nodes print', () => {
  it('is cleaned and cut, and never becomes a command', () => {
    const nasty = 'vx-00abcd;reboot';
    const { causes } = judge(sightOf({}, withFacts({ vxlanLinks: [{ name: nasty, vni: 1, port: 4789 }] })));
    expect(causes[0]?.row).toBe(21);
    expect(causes[0]?.remedy.commands).toEqual(diagnosisOf(21)?.remedy.commands);
    const told = judge(sightOf({}, { engine: info({ ClusterStore: `etcd://evil\x1b[31m:1/${'x'.repeat(900)}` }) }));
    const [, line = ''] = told.causes[0]?.evidence ?? [];
    expect(line).not.toContain('\x1b');
    expect(line.length).toBeLessThan(310);
  });
});
