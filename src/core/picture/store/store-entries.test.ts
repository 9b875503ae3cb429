import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mostEntries, mostOfValue, storeChanges, storeEntrySchema } from '../../../shared/store/store.ts';
import { entryLine, storeChangeLine } from '../../../shared/store/store-words.ts';
import { bitsInUse } from './bits-in-use.ts';
import { etcdEntries } from './etcd-entries.ts';
import { type SwarmTold, swarmEntries } from './swarm-entries.ts';

/** As real nodes told it, after the tutorial's steps. */
const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'));
const swarm = () => recorded('swarm-told') as SwarmTold;
const linesOf = ({ entries }: ReturnType<typeof etcdEntries>) => entries.map((one) => `${one.kind} ${entryLine(one)}`);

describe('what Docker keeps in etcd', () => {
  it('is each key with what one looks for in its value, a network by its name', () => {
    expect(linesOf(etcdEntries(recorded('etcd-keys')))).toEqual([
      'endpoint worker-1: 10.0.0.3/24, 02:42:0a:00:00:03, 192.168.236.130',
      'endpoint worker-2: 10.0.0.2/24, 02:42:0a:00:00:02, 192.168.236.131',
      'count myapp: 2',
      'numbers vxlan-id: 256',
      'pools GlobalDefault: 10.0.0.0/24',
      'addresses 10.0.0.0/24: .0 .1 .2 .3 .255',
      'network myapp: overlay, 10.0.0.0/24',
      'overlay myapp: VNI 256: 10.0.0.0/24',
      'engine 192.168.236.130:2375',
      'engine 192.168.236.131:2375',
    ]);
  });

  it('is bounded and cleaned, whatever a member says', () => {
    const leaf = (n: number) => ({ key: `/docker/x${n}\u001b[2J${'k'.repeat(900)}`, value: 'v'.repeat(90_000) });
    const nodes = Array.from({ length: mostEntries + 20 }, (_, n) => leaf(n));
    const { entries, more } = etcdEntries({ node: { key: '/docker', nodes: [...nodes, 7, { value: 'no key' }] } });
    expect(entries).toHaveLength(mostEntries);
    expect(more).toBe(20);
    for (const one of entries) expect(storeEntrySchema.safeParse(one).success).toBe(true);
    expect(entries[0]?.value).toHaveLength(mostOfValue);
    expect(entries[0]?.key).not.toContain('\u001b');
    for (const odd of [undefined, null, 'x', { node: 3 }, { node: { key: '/docker' } }])
      expect(etcdEntries(odd)).toEqual({ entries: [], more: 0 });
  });

  it('is a key all the same where its value is not what Docker writes', () => {
    const odd = { key: '/docker/network/v1.0/endpoint/n/e', value: '{"name": 3, "ep_iface": "x"}' };
    const [entry] = etcdEntries({ node: { key: '/docker', nodes: [odd] } }).entries;
    expect(entry).toMatchObject({ kind: 'endpoint', name: 'e', detail: '' });
  });
});

describe('numbers that are given away', () => {
  it('are read of a bit sequence, of which a long one costs no more', () => {
    expect(bitsInUse('AAAAAAAAAQAAAAAAAAAA+/AAAAAAAAAAAAAAAQAAAAAAAAAAAAAABgAAAAEAAAAAAAAAAQ==')).toEqual({
      used: [0, 1, 2, 3, 255],
      more: 0,
    });
    const endless = Buffer.alloc(28, 255);
    expect(bitsInUse(endless.toString('base64'))?.used).toHaveLength(12);
    expect(bitsInUse('AAAA')).toBeUndefined();
  });
});

describe('what a swarm keeps', () => {
  it('is what the managers agreed on, and what each node heard from the others', () => {
    const lines = linesOf(swarmEntries(swarm()));
    expect(lines.slice(0, 4)).toEqual([
      'member node2: worker, 192.168.236.131, ready, active',
      'member node1: manager, leader, 192.168.236.130, ready, active',
      'agreed ingress: overlay, 10.0.1.0/24, VNI 4096, ingress',
      'agreed myapp: overlay, 10.0.0.0/24, VNI 4097, attachable',
    ]);
    expect(lines).toContain('service web: × 2');
    expect(lines.filter((line) => /^task web\.[12]: node[12], running, overlay-lab/.test(line))).toHaveLength(2);
    expect(lines).toContain('heard worker-2 on myapp, heard by node1: 10.0.0.2, 192.168.236.131');
    expect(lines.filter((line) => line.startsWith('peer'))).toHaveLength(8);
  });

  it('is bounded, and nothing where nothing that can be read was told', () => {
    const [first] = swarm().nodes as [object];
    const nodes = Array.from({ length: 10_000 }, (_, n) => ({ ...first, ID: `id${n}` }));
    const { entries, more } = swarmEntries({ ...swarm(), nodes });
    expect(entries).toHaveLength(mostEntries);
    expect(more).toBeGreaterThan(0);
    for (const one of entries) expect(storeEntrySchema.safeParse(one).success).toBe(true);
    const odd = {
      nodes: 3,
      networks: [null],
      services: {},
      tasks: ['x'],
      heard: [{ node: 'n', networks: [undefined] }],
    };
    expect(swarmEntries(odd)).toEqual({ entries: [], more: 0 });
  });
});

it('says what came, went and is another now, in the order in which it depends on each other', () => {
  const facts = { lab: 'class-a', track: 'etcd' as const, from: 'node1', ...etcdEntries(recorded('etcd-keys')) };
  const of = (kind: string) => facts.entries.filter((one) => one.kind === kind);
  const before = {
    ...facts,
    entries: facts.entries.flatMap((one) =>
      one === of('endpoint')[0] ? [] : one.kind === 'count' ? [{ ...one, detail: '1', value: '{"Count":1}' }] : [one],
    ),
  };
  const lines = (...both: Parameters<typeof storeChanges>) => storeChanges(...both).map(storeChangeLine);
  expect(lines(before, facts)).toEqual([
    'endpoint worker-1 appeared (10.0.0.3/24, 02:42:0a:00:00:03, 192.168.236.130)',
    'number of endpoints myapp is now 2',
  ]);
  expect(lines(facts, before)[0]).toContain('endpoint worker-1 gone');
  expect(lines(facts, { lab: 'class-a', track: 'etcd', entries: [], more: 0 })).toEqual([]);
  // Beyond a bound nobody knows what was there.
  expect(lines({ ...before, more: 5 }, facts)).toEqual(['number of endpoints myapp is now 2']);
});
