import { expect, test } from 'vitest';
import { labSwitch } from '../../machine/open-switch.ts';
import { readTakenAway } from '../../machine/taken-away.ts';
import { markOf, vxlanLink, vxlanVni } from '../../machine/vxlan-link.ts';
import { madeUpNode } from '../fixtures/made-up-node.ts';

const mac = '02:00:5e:00:00:02';

test('a link on which others entered a way to another machine stays, unless that may go too', async () => {
  const { machine, back } = madeUpNode();
  const { ways } = machine;
  ways.links.push({ name: vxlanLink, mac: markOf('lab'), mtu: 1450, isUp: true });
  ways.forwarding.push({ link: vxlanLink, mac, dst: '10.0.0.2' }, { link: vxlanLink, mac, dst: '10.99.0.9' });
  const change = { kind: 'link', name: vxlanLink, vni: vxlanVni } as const;
  await expect(back(change)).rejects.toMatchObject({
    code: 'refused',
    message: `vx77 has what the lab did not put there and what would go with it: ${mac} dst 10.99.0.9`,
    details: { node: 'node1', remedy: expect.stringContaining('--include-unowned') },
  });
  expect([ways.links, ways.forwarding].map((all) => all.length)).toEqual([1, 2]);
  expect(await back(change, undefined, { includeUnowned: true })).toBeUndefined();
  expect(ways.links).toEqual([]);
});

test('a link with the lab’s own entries alone goes, as does one that is gone already', async () => {
  const { machine, back } = madeUpNode();
  machine.ways.links.push({ name: vxlanLink, mac: markOf('lab'), mtu: 1450, isUp: true });
  machine.ways.forwarding.push({ link: vxlanLink, mac, dst: '10.0.0.2' });
  const change = { kind: 'link', name: vxlanLink, vni: vxlanVni } as const;
  expect([await back(change), await back(change)]).toEqual([undefined, undefined]);
  expect(machine.ways.links).toEqual([]);
});

test('a switch with a port of somebody else’s stays', async () => {
  const { machine, back } = madeUpNode();
  const port = { type: '', remote: '', key: '', isProtected: false, mark: '' };
  const ports = [
    { ...port, name: 'lab-in', type: 'internal' },
    { ...port, name: 'vx-2', type: 'vxlan', remote: '10.0.0.2' },
    { ...port, name: 'tap9' },
  ];
  machine.ways.switches.push({ name: labSwitch, datapath: 'netdev', mark: 'lab', ports });
  const change = { kind: 'ovs-bridge', name: labSwitch } as const;
  await expect(back(change)).rejects.toMatchObject({ code: 'refused', message: expect.stringMatching(/: tap9$/) });
  ports.pop();
  expect(await back(change)).toBeUndefined();
  expect(machine.ways.switches).toEqual([]);
});

test('what is read of a node is bounded', () => {
  expect(readTakenAway({ stdout: '' })).toBe('gone');
  expect(readTakenAway({ stdout: 'others\n' })).toBe('others');
  const many = Array.from({ length: 50 }, (_, at) => `kept ${at} ${'x'.repeat(500)}`).join('\n');
  const read = readTakenAway({ stdout: many });
  expect(read).toMatchObject({ kept: expect.any(Array) });
  const { kept } = read as { kept: string[] };
  expect([kept.length, Math.max(...kept.map((one) => one.length))]).toEqual([10, 100]);
});
