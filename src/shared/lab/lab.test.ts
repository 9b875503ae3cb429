import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressToNumber, parseSubnet, subnetContains, subnetsOverlap } from './lab.ts';

const address = fc.ipV4();
const network = fc.tuple(address, fc.integer({ min: 0, max: 32 })).map(([one, prefix]) => `${one}/${prefix}`);
const range = (text: string) => {
  const [base = '', prefix = '32'] = text.split('/');
  const size = 2 ** (32 - Number(prefix));
  const first = Math.floor(addressToNumber(base) / size) * size;
  return [first, first + size - 1] as const;
};

describe('addressToNumber', () => {
  it('counts as addresses do', () => {
    expect(['0.0.0.0', '0.0.1.0', '10.0.0.1', '255.255.255.255'].map(addressToNumber)).toEqual([
      0,
      256,
      167772161,
      2 ** 32 - 1,
    ]);
  });
});

describe('parseSubnet', () => {
  it.each([
    ['10.0.0.0/8', 8],
    ['10.0.9.0/24', 24],
    ['10.0.9.8/29', 29],
  ])('takes %s', (text, prefix) => {
    expect(parseSubnet(text)?.prefix).toBe(prefix);
  });
  it.each([
    '0.0.0.0/0',
    '10.0.0.0/7',
    '10.0.9.0/30',
    '10.0.9.0/31',
    '10.0.9.1/24',
    '10.0.9.0/240',
    '10.0.9.0/24 ',
    '10.0.9/24',
    '999.0.0.0/8',
  ])('refuses %j', (text) => expect(parseSubnet(text)).toBeUndefined());
});

describe('subnetContains', () => {
  it('holds from the first address to the last', () => {
    const inside = (one: string) => subnetContains('10.0.9.0/24', one);
    expect(['10.0.8.255', '10.0.9.0', '10.0.9.255', '10.0.10.0'].map(inside)).toEqual([false, true, true, false]);
  });
  it('contains nothing where the text is no subnet', () => {
    expect(subnetContains('rubbish', '10.0.9.1')).toBe(false);
  });
});

describe('subnetsOverlap', () => {
  it('is true exactly where two ranges share an address', () => {
    fc.assert(
      fc.property(network, network, (one, other) => {
        const [[a, b], [c, d]] = [range(one), range(other)];
        expect(subnetsOverlap(one, other)).toBe(a <= d && c <= b);
      }),
    );
  });
  it('holds for a network and any part of it, in either order', () => {
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 32 }), fc.integer({ min: 0, max: 32 }), (one, p, q) => {
        expect(subnetsOverlap(`${one}/${p}`, `${one}/${q}`)).toBe(true);
      }),
    );
  });
  it('takes an address without a prefix as one host', () => {
    expect([subnetsOverlap('10.0.9.0/24', '10.0.9.7'), subnetsOverlap('10.0.9.0/24', '10.0.8.7')]).toEqual([
      true,
      false,
    ]);
  });
  it.each(['default', '', 'fd00::/64', '10.0.0.0/x'])('is false for %j, which is no IPv4 network', (text) => {
    expect(subnetsOverlap('10.0.0.0/8', text)).toBe(false);
  });
});
