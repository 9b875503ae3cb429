import { describe, expect, it } from 'vitest';
import { said } from './fixtures/good-facts.ts';

/** An engine whose own bridge is elsewhere. */
const moved = { link: 'docker0', address: '10.200.0.1', prefixLength: 16 };

describe('the subnet of the lab file', () => {
  const withSubnet = (subnet: string, system = {}) =>
    said({ system }, { network: { subnet } }).filter(({ code }) => code === 'subnet');
  it.each([
    ['the same as docker0’s', '10.200.0.0/16', { addresses: [moved] }, /10\.200\.0\.1 of docker0/],
    ['a part of docker0’s', '10.200.5.0/24', { addresses: [moved] }, /docker0/],
    ['around docker0’s', '10.192.0.0/12', { addresses: [moved] }, /docker0/],
    ['where people are logged in from', '10.8.0.0/24', { sshPeers: ['10.8.0.9'] }, /10\.8\.0\.9, where you are/],
    ['that of the SSH route', '192.168.224.0/21', {}, undefined],
    ['a network that is routed', '10.8.0.0/24', { routes: ['default', '10.0.0.0/8'] }, /the route to 10\.0\.0\.0\/8/],
    ['one host that is routed', '10.8.0.0/24', { routes: ['10.8.0.77'] }, /10\.8\.0\.77/],
  ])('%s: %s', (_, subnet, system, clash) => {
    const [found, ...more] = withSubnet(subnet, system);
    expect(more).toEqual([]);
    if (clash) expect(found).toMatchObject({ level: 'error', diagnosis: 24, message: expect.stringMatching(clash) });
    else expect(found).toMatchObject({ level: 'ok' });
  });

  it('clashes with another network of the engine, which need be on no link', () => {
    const objects = { networks: [{ id: 'n', name: 'others', driver: 'macvlan', subnets: ['10.8.0.0/16'] }] };
    const found = said({}, { network: { subnet: '10.8.0.0/24' }, objects }).filter(({ code }) => code === 'subnet');
    expect(found).toMatchObject([{ level: 'error', message: expect.stringContaining('network others') }]);
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
