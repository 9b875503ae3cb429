import { describe, expect, it } from 'vitest';
import type { Lab } from '../../../shared/lab/lab.ts';
import { membershipOf } from '../../machine/swarm.ts';
import { madeOtherwise, termsInWords, termsOf } from './terms.ts';

const lab = (swarm?: Partial<NonNullable<Lab['swarm']>>): Lab => ({
  name: 'class-a',
  track: 'swarm',
  network: { name: 'myapp' },
  ...(swarm && { swarm: { encrypted: false, ...swarm } }),
  nodes: [],
});
const memberWith = (told: object) => membershipOf({ Swarm: { LocalNodeState: 'active', ...told } });
const manager = (cluster: object) => memberWith({ ControlAvailable: true, Cluster: { Spec: {}, ...cluster } });

describe('what a swarm is told when it is made', () => {
  it('is what the lab file says, in the API and in words', () => {
    const chosen = lab({ dataPathPort: 4790, addressPool: '10.99.0.0/16' });
    expect(termsOf(chosen, ['10.0.0.0/24'])).toEqual({
      DefaultAddrPool: ['10.99.0.0/16'],
      SubnetSize: 24,
      DataPathPort: 4790,
    });
    expect(termsInWords(chosen)).toBe(
      ' --data-path-port 4790 --default-addr-pool 10.99.0.0/16 --default-addr-pool-mask-length 24',
    );
  });

  it('is else what nobody has', () => {
    expect(termsOf(lab(), ['10.0.0.0/24'])).toEqual({ DefaultAddrPool: ['10.0.0.0/24'], SubnetSize: 24 });
    expect(termsOf(lab(), [])).toEqual({});
    expect(termsInWords(lab())).toBe('');
  });

  it.each([
    ['as it is', { DataPathPort: 4790, DefaultAddrPool: ['10.99.0.0/16'] }, undefined],
    ['another port', { DataPathPort: 0, DefaultAddrPool: ['10.99.0.0/16'] }, /4789.*4790/],
    ['another pool', { DataPathPort: 4790, DefaultAddrPool: ['10.0.0.0/8'] }, /10\.0\.0\.0\/8.*10\.99/],
    ['no pool', { DataPathPort: 4790, DefaultAddrPool: null }, /own range.*10\.99/],
  ])('a swarm that stands is compared with it: %s', (_, cluster, expected) => {
    const found = madeOtherwise(lab({ dataPathPort: 4790, addressPool: '10.99.0.0/16' }), manager(cluster));
    if (expected) expect(String(found)).toMatch(expected);
    else expect(found).toBeUndefined();
  });

  it('of which a worker knows nothing', () => {
    const worker = memberWith({ Cluster: null });
    expect(madeOtherwise(lab({ dataPathPort: 4790 }), worker)).toBeUndefined();
  });
});
