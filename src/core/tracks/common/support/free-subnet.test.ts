import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subnetsOverlap } from '../../../../shared/lab/lab.ts';
import { goodFacts } from '../preflight/fixtures/good-facts.ts';
import { freeSubnet, takenOn } from './free-subnet.ts';

const taken = (...subnets: string[]) => subnets.map((subnet) => ({ subnet, by: '' }));

describe('a free subnet', () => {
  it.each([
    ['the engine’s own first choice where nobody has it', [], '10.0.0.0/24'],
    ['the next where the nodes are there', ['10.0.0.2/24', '10.0.0.3/24'], '10.0.1.0/24'],
    ['one behind a wider network', ['10.0.0.0/16'], '10.1.0.0/24'],
    ['one of another range where a route has all of the first', ['10.0.0.0/8'], '192.168.254.0/24'],
    ['one beside the address of a single host', ['10.0.0.77'], '10.0.1.0/24'],
    ['one whatever words stand among the routes', ['default', 'unreachable', ''], '10.0.0.0/24'],
  ])('is %s', (_, subnets, expected) => {
    expect(freeSubnet(taken(...subnets))).toBe(expected);
  });

  it('is none where all private ranges are taken', () => {
    expect(freeSubnet(taken('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'))).toBeUndefined();
  });

  it('never meets anything that is taken', () => {
    const subnet = fc.tuple(fc.nat(255), fc.nat(255), fc.integer({ min: 8, max: 32 }));
    fc.assert(
      fc.property(fc.array(subnet), (all) => {
        const there = all.map(([a, b, prefix]) => `10.${a}.${b}.0/${prefix}`);
        const free = freeSubnet(taken(...there));
        expect(there.filter((one) => free && subnetsOverlap(one, free))).toEqual([]);
      }),
    );
  });

  it('is looked for among links, routes, logins and the engine’s networks, the lab’s own left out', () => {
    const facts = goodFacts(1);
    facts.system.sshPeers = ['10.7.0.9'];
    const networks = ['others', 'myapp'].map((name, index) => ({
      id: name,
      name,
      driver: 'bridge',
      subnets: [`10.${index}.0.0/24`],
    }));
    const found = takenOn(facts, networks, 'myapp').map(({ subnet }) => subnet);
    expect(found).toEqual(expect.arrayContaining(['192.168.236.131/24', '172.17.0.0/16', '10.7.0.9', '10.0.0.0/24']));
    expect(found).not.toContain('10.1.0.0/24');
  });
});
