import { expect, test } from 'vitest';
import type { Sighting } from './sighting.ts';
import { NodeStanding } from './standing.ts';

const link = (name: string, detail = 'up', is: Sighting['is'] = 'there'): Sighting => ({
  kind: 'link',
  key: name,
  name,
  is,
  detail,
});

test('a thing that is said again as it was is no change', () => {
  const standing = new NodeStanding();
  expect(standing.see(link('a'), '1')).toEqual({ kind: 'link', name: 'a', did: 'appeared', detail: 'up' });
  expect(standing.see(link('a'), '2')).toBeUndefined();
  expect(standing.get('link', 'a')?.at).toBe('2');
  expect(standing.see(link('a', 'down'), '3')?.did).toBe('changed');
  expect(standing.see(link('a', '', 'gone'), '4')?.did).toBe('gone');
  expect(standing.of('link')).toEqual([]);
});

test('what is missing in a new list is gone, and only of the kinds that were listed', () => {
  const standing = new NodeStanding();
  for (const name of ['a', 'b']) standing.see(link(name), '1');
  standing.see({ ...link('r'), kind: 'route' }, '1');
  standing.begin(['link']);
  standing.see(link('b'), '2');
  expect(standing.end(['link'])).toEqual([{ kind: 'link', name: 'a', did: 'gone', detail: '' }]);
  expect([...standing.of('link'), ...standing.of('route')].map(({ name }) => name)).toEqual(['b', 'r']);
});

test('a list that was cut off says of nothing that it is gone', () => {
  const standing = new NodeStanding();
  for (let at = 0; at < 600; at++) standing.see(link(`l${at}`), '1');
  standing.begin(['link']);
  for (let at = 100; at < 600; at++) standing.see(link(`l${at}`), '2');
  expect(standing.end(['link'])).toEqual([]);
});

test('of a firewall each rule that comes and goes is announced: several may be alike', () => {
  const standing = new NodeStanding();
  const rule = { ...link('filter INPUT -j DROP', ''), kind: 'firewall' as const };
  expect([standing.see(rule, '1')?.did, standing.see(rule, '2')?.did]).toEqual(['appeared', 'appeared']);
  expect(standing.see({ ...rule, is: 'gone' }, '3')?.did).toBe('gone');
});
