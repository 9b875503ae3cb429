import { expect, test } from 'vitest';
import type { Lab } from '../../shared/lab/lab.ts';
import type { ShownPort, ShownSwitch, SwitchState } from '../machine/open-switch.ts';
import { lab, signs, told } from './fixtures/typed-node.ts';
import { judgeSwitches } from './judge-switches.ts';

const port = (name: string, some: Partial<ShownPort> = {}): ShownPort => ({
  ...{ name, type: '', remote: '', key: '', isProtected: false, mark: '' },
  ...some,
});
const inside = port('lab-in', { type: 'internal' });
const tunnel = port('vx-2', { type: 'vxlan', remote: '192.168.236.131', key: '77' });
const netdev = { datapath: 'netdev', mark: '' } as const;
const inner: ShownSwitch = { ...netdev, name: 'ovs-lab', ports: [inside, tunnel] };
const outer: ShownSwitch = { ...netdev, name: 'ovs-phy', ports: [port('host0')] };
const theirs: ShownSwitch = { ...netdev, name: 'br-theirs', ports: [port('tap9')] };
const state = (switches: ShownSwitch[], some: Partial<SwitchState> = {}): SwitchState => ({
  ...{ runs: true, hasKernel: false, underlay: 'host0', switches, isPlugged: true, hasAddress: true },
  ...{ reached: ['192.168.236.131'], ...some },
});
const ovsLab = { ...lab, track: 'ovs' } as Lab;
const judge = (seen: SwitchState | undefined, how = signs()) => told(judgeSwitches(seen, { ...how, lab: ovsLab }));

test('what the lesson has a person type goes, with its tunnels; another’s switch beside it is nobody’s business', () => {
  expect(judge(state([inner, outer, theirs]))).toEqual([
    'Open vSwitch’s bridge ovs-lab: switch',
    'tunnel port vx-2 to 192.168.236.131: tunnel',
    'Open vSwitch’s bridge ovs-phy: switch',
  ]);
  // In the kernel's datapath there is no outside switch, and no way to be told.
  expect(judge(state([{ ...inner, datapath: 'system' }], { reached: [] }))).toHaveLength(2);
  // Begun, and left in the middle.
  expect(judge(state([{ ...inner, ports: [inside] }]))[0]).toBe('Open vSwitch’s bridge ovs-lab: switch');
  expect(judge(state([{ ...inner, ports: [] }], { reached: [] }), signs({}))).toEqual([
    'Open vSwitch’s bridge ovs-lab: switch',
  ]);
  expect(judge(state([], {}))).toEqual(['the way to 192.168.236.131 that Open vSwitch was told: tunnel']);
});

const strangers = { ...tunnel, remote: '10.9.9.9' };

test.each<[string, SwitchState, string]>([
  ['with a port of theirs', state([{ ...inner, ports: [inside, tunnel, port('tap9')] }]), 'it has the port tap9'],
  [
    'with a tunnel elsewhere',
    state([{ ...inner, ports: [inside, strangers] }], { reached: [] }),
    'it has the port vx-2',
  ],
  ['with another number', state([{ ...inner, ports: [inside, { ...tunnel, key: '99' }] }]), 'it has the port vx-2'],
  ['of another lab', state([{ ...inner, mark: 'class-b' }]), 'another lab (class-b)'],
  ['of which nothing shows', state([{ ...inner, ports: [] }], { reached: [] }), 'nothing shows'],
  ['in another link', state([{ ...inner, ports: [inside] }], { isPlugged: false, reached: [] }), 'nothing shows'],
  ['outside, of the kernel', state([{ ...outer, datapath: 'system' }]), 'not of the kind'],
  ['outside, without the node’s address', state([outer], { hasAddress: false }), 'nothing shows'],
  ['outside, with a port', state([{ ...outer, ports: [port('host0'), port('eth1')] }]), 'it has the port eth1'],
  ['outside, with a way elsewhere', state([outer], { reached: ['10.9.9.9'] }), 'the way to 10.9.9.9'],
  ['outside, of others’ tunnel', state([outer, { ...theirs, ports: [tunnel] }]), 'the tunnel port vx-2'],
])('a switch of the lesson’s name %s is left, with why and how', (_, seen, why) => {
  const things = judgeSwitches(seen, { ...signs(), lab: ovsLab });
  expect(told(things)[0]).toContain(why);
  expect(things[0]).toMatchObject({ remedy: expect.any(String) });
  expect(things.flatMap(({ taking }) => taking ?? [])).toEqual([]);
});

test('one that stood before is left while it is not whole; the app’s own is no typed thing, but a port typed into it is', () => {
  const before = signs({ switches: [{ bridge: 'ovs-lab' }] });
  expect(judge(state([{ ...inner, ports: [inside] }], { reached: [] }), before)[0]).toContain('before the lab');
  expect(judge(state([inner], { reached: [] }), before)[0]).toBe('Open vSwitch’s bridge ovs-lab: switch');
  expect(judge(state([{ ...inner, mark: 'class-a' }, outer], {}), signs(undefined, ['ovs-phy']))).toEqual([
    'tunnel port vx-2 to 192.168.236.131: tunnel',
  ]);
  expect(judge(state([inner, outer], {}), signs(undefined, ['ovs-lab', 'vx-2', 'ovs-phy']))).toEqual([]);
});

test('one that does not run, or is silent, is not taken for empty; other tracks do not look', () => {
  expect(judge(state([], { runs: false, isStopped: true }))[0]).toContain('does not run');
  expect(judge(undefined)[0]).toContain('did not answer');
  expect(judgeSwitches(undefined, signs())).toEqual([]);
});
