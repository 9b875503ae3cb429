import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareInventories, decodeBaseline, encodeBaseline, type Inventory } from './baseline.ts';

const at = '2026-01-02T03:04:05.678Z';
const inventory: Inventory = {
  containers: ['web 0123456789ab running'],
  files: ['/etc/docker/daemon.json abc', '/etc/docker/daemon.json mode 644 root'],
  firewall: ['*nat 4 -A DOCKER -j RETURN', '*nat 4 -A DOCKER -j RETURN'],
};

describe('a baseline as text', () => {
  it('reads back as it was, in one line', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => key !== '__proto__'),
          fc.array(fc.string()),
        ),
        (any) => {
          const text = encodeBaseline(any, at);
          expect(text).not.toContain('\n');
          expect(decodeBaseline(text)).toEqual({ ...any });
        },
      ),
    );
  });

  it('is noticed when it is torn at any byte', () => {
    const text = encodeBaseline(inventory, at);
    for (let length = 0; length < text.length; length += 1)
      expect(decodeBaseline(text.slice(0, length))).toBeUndefined();
  });

  it('is noticed when any character of it is another one', () => {
    const text = encodeBaseline(inventory, at);
    for (let index = 0; index < text.length; index += 1) {
      const other = text[index] === 'x' ? 'y' : 'x';
      expect(decodeBaseline(text.slice(0, index) + other + text.slice(index + 1)), `at ${index}`).toBeUndefined();
    }
  });

  it.each(['', 'null', '[]', '{}', '{"v":1}'])('is not made up from %j', (text) => {
    expect(decodeBaseline(text)).toBeUndefined();
  });

  it('of another version is not guessed at', () => {
    expect(decodeBaseline(encodeBaseline(inventory, at).replace('"v":1', '"v":2'))).toBeUndefined();
  });
});

describe('compareInventories', () => {
  const differencesOf = (before: Inventory, now: Inventory) =>
    compareInventories('node1', before, now).flatMap(({ kind, equal, differences }) => {
      expect(equal).toBe(differences.length === 0);
      return differences.map((difference) => `${kind} ${difference}`);
    });

  it('has one proof a kind, all equal where nothing differs, in whatever order things are listed', () => {
    const proofs = compareInventories('node1', inventory, {
      ...inventory,
      files: [...(inventory.files ?? [])].reverse(),
    });
    expect(proofs.length).toBeGreaterThan(10);
    expect(new Set(proofs.map(({ kind }) => kind)).size).toBe(proofs.length);
    expect(proofs.every(({ equal, node }) => equal && node === 'node1')).toBe(true);
  });

  it('tells exactly what went and what came', () => {
    const now = { ...inventory, containers: ['other 11 running'], networks: ['myapp overlay 22'] };
    expect(differencesOf(inventory, now)).toEqual([
      'containers - web 0123456789ab running',
      'containers + other 11 running',
      'networks + myapp overlay 22',
    ]);
  });

  it('counts: a rule that stands there once instead of twice is a difference', () => {
    const rule = '*nat 4 -A DOCKER -j RETURN';
    expect(differencesOf(inventory, { ...inventory, firewall: [rule] })).toEqual([`firewall - ${rule}`]);
    expect(differencesOf(inventory, { ...inventory, firewall: [rule, rule, rule] })).toEqual([`firewall + ${rule}`]);
  });

  it('tells a whole kind that is missing from a baseline', () => {
    expect(differencesOf({}, { volumes: ['v local'] })).toEqual(['volumes + v local']);
  });
});
