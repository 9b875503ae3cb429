import { describe, expect, it } from 'vitest';
import type { Measurement, PingMeasurement } from '../../../../shared/run/measurements.ts';
import type { LabContext } from '../support/lab-step.ts';
import { overlayWay } from '../support/way.ts';
import { pingOver } from './ping.ts';

const ping = pingOver(overlayWay);

function check(seen: readonly Measurement[], nodes = 3, tools = ['ping']) {
  const context = {
    node: { name: 'node1' },
    nodes: Array.from({ length: nodes }),
    options: {},
    measurements: () => seen,
    once: async () => ({ system: { tools } }),
  };
  return ping.check(context as unknown as LabContext);
}
const measured = (to: number, received: number, extra: Partial<PingMeasurement> = {}): PingMeasurement => ({
  kind: 'ping',
  from: 'worker-1',
  to: `worker-${to}`,
  target: `10.0.9.${to + 1}`,
  sent: 4,
  received,
  lossPercent: 100 - received * 25,
  ...extra,
});

describe('what pings say', () => {
  it('is nothing before every other worker was asked', async () => {
    expect(await check([])).toMatchObject({ status: 'missing' });
    expect(await check([measured(2, 4)])).toMatchObject({ status: 'missing' });
  });

  it('is a plan that says what is missing: a node without ping has a worker without it', async () => {
    await expect(check([], 3, ['iperf3'])).rejects.toMatchObject({
      code: 'refused',
      details: { node: 'node1', remedy: expect.stringContaining('apt install iputils-ping') },
    });
  });

  it('is good where every target answers, with the worst loss', async () => {
    const finding = await check([measured(2, 4), measured(3, 3)]);
    expect(finding).toMatchObject({ status: 'satisfied', summary: 'every other worker answers, loss 25 %' });
  });

  it('points to gossip where someone said unreachable (row 16)', async () => {
    const { status, problems } = await check([measured(2, 4), measured(3, 0, { unreachableFrom: '10.0.9.2' })]);
    expect(status).toBe('drifted');
    expect(problems).toMatchObject([{ level: 'error', diagnosis: 16, remedy: expect.stringContaining('7946') }]);
    expect(problems[0]?.message).toEqual('worker-1 → worker-3: no packet came back');
  });

  it('points to VXLAN where there was silence (row 17)', async () => {
    const { status, problems } = await check([measured(2, 0), measured(3, 0)]);
    expect(status).toBe('drifted');
    expect(problems).toMatchObject([{ level: 'error', diagnosis: 17, remedy: expect.stringContaining('4789') }]);
    expect(problems[0]?.message).toEqual(expect.stringContaining('worker-1 → worker-2, worker-1 → worker-3'));
  });

  it('does not count other measurements', async () => {
    const other = {
      kind: 'bandwidth',
      path: 'native',
      from: 'a',
      to: 'b',
      tool: 'iperf3',
      seconds: 1,
      bitsPerSecond: 1,
      bytes: 1,
    } as const;
    expect(await check([measured(2, 4), other])).toMatchObject({ status: 'missing' });
  });
});
