import { expect, it } from 'vitest';
import type { Measurement, TunnelMeasurement } from '../../../../shared/run/measurements.ts';
import type { LabContext } from '../support/lab-step.ts';
import { overlayTunnel, tunnelAt } from './tunnel.ts';

const tunnel = tunnelAt(overlayTunnel);

const nodes = [1, 2, 3].map((n) => ({ name: `node${n}`, address: `10.1.0.${n}` }));
const behind = [2, 3].map((n) => ({ mac: `02:42:0a:00:00:0${n}`, address: `10.1.0.${n}` }));
const seen: TunnelMeasurement = {
  kind: 'tunnel',
  node: 'node1',
  device: 'vxlan0',
  vni: 256,
  port: 4789,
  behind,
  packet: { from: '10.1.0.1', to: '10.1.0.2', vni: 256 },
};
const check = (...measurements: Measurement[]) =>
  tunnel.check({ nodes, node: nodes[0], measurements: () => measurements } as unknown as LabContext);

it('was not looked into before it was', async () => {
  expect(await check()).toMatchObject({ status: 'missing' });
});

it('is good where every other machine stands in its table', async () => {
  const summary = 'VNI 256, UDP 4789, packet 10.1.0.1 → 10.1.0.2';
  expect(await check(seen)).toMatchObject({ status: 'satisfied', summary, problems: [] });
});

it('points to gossip where a machine is missing in it (row 16)', async () => {
  const { status, problems } = await check({ ...seen, behind: behind.slice(0, 1) });
  expect(status).toBe('drifted');
  expect(problems).toMatchObject([{ level: 'error', diagnosis: 16, remedy: expect.stringContaining('7946') }]);
  expect(problems[0]?.message).toEqual('node1 does not know what is behind node3');
});

it('holds without a packet, and says what catches one', async () => {
  const { packet, ...without } = seen;
  const { status, summary, problems } = await check(without);
  expect([status, summary]).toEqual(['satisfied', 'VNI 256, UDP 4789']);
  expect(problems).toMatchObject([{ level: 'info', remedy: expect.stringContaining('tcpdump') }]);
});
