import { expect, it } from 'vitest';
import { labSchema, subnetContains, subnetsOverlap } from '../../../../shared/lab/lab.ts';
import { typedPlans, typedTarget } from './bridge-plan.ts';
import { sharedSubnet } from './shared-subnet.ts';

const labOf = (count: number, network = {}) =>
  labSchema.parse({
    name: 'lab',
    track: 'vxlan',
    network,
    nodes: Array.from({ length: count }, (_, n) => ({ name: `n${n}`, address: `172.20.${n}.9`, ssh: { host: 'h' } })),
  });

it('divides one subnet: two halves, a gateway and a worker each', () => {
  const [one, two] = typedPlans(labOf(2), sharedSubnet);
  expect(one).toMatchObject({ subnet: '10.0.0.0/24', range: '10.0.0.0/25', gateway: '10.0.0.1', worker: '10.0.0.2' });
  expect(two).toMatchObject({ range: '10.0.0.128/25', gateway: '10.0.0.128', worker: '10.0.0.129' });
  expect(one?.options).toEqual({
    'com.docker.network.bridge.name': 'br-lab',
    'com.docker.network.driver.mtu': '1450',
  });
  expect(typedTarget(sharedSubnet)(labOf(2, { subnet: '10.9.0.0/29' }), 'n1')).toBe('10.9.0.5');
});

it.each([2, 3, 5, 64])('gives no address twice, to %i nodes', (count) => {
  const plans = sharedSubnet.plans(labOf(count), '10.0.0.0/24') ?? [];
  expect(plans).toHaveLength(count);
  expect(new Set(plans.flatMap(({ gateway, worker }) => [gateway, worker])).size).toBe(2 * count);
  for (const [at, { range = '', gateway, worker }] of plans.entries()) {
    expect([gateway, worker].every((one) => subnetsOverlap(range, one) && subnetContains('10.0.0.0/24', one))).toBe(
      true,
    );
    expect(plans.slice(at + 1).some((other) => subnetsOverlap(range, other.range ?? ''))).toBe(false);
  }
});

it('says where a subnet is too small for so many', () => {
  expect(sharedSubnet.plans(labOf(65), '10.0.0.0/24')).toBeUndefined();
  expect(sharedSubnet.plans(labOf(3), '10.9.0.0/29')).toBeUndefined();
  expect(sharedSubnet.plans(labOf(65), '10.0.0.0/16')).toHaveLength(65);
});
