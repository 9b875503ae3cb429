import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type InventoryKind, inventoryKinds } from '../../shared/inventory/inventory.ts';
import { hasContent } from '../../shared/inventory/system-records.ts';
import { printingNode } from '../machine/fixtures/printing-node.ts';
import { decodeBaseline } from './baseline.ts';
import { inventoryRead } from './baseline-script.ts';
import { compareInventories } from './compare-inventories.ts';
import { takeInventory } from './take-inventory.ts';

/**
 * A real node with much of other people's on it: containers, networks, files with odd names, routes of several hops. The
 * last version of the app that kept lines wrote the baseline; the readings are of the same node in the same moment.
 */
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const before = decodeBaseline(fixture('baseline-version-1.txt'));

interface Readings {
  script: string[];
  containers: object[];
  networks: object[];
  images: object[];
  volumes: object[];
}
const readings = JSON.parse(fixture('baseline-version-1-node.json')) as Readings;

async function compared(change: Partial<Readings> = {}) {
  const now = { ...readings, ...change };
  const stdout = now.script.map((line) => `${line}\n`).join('');
  const { node } = printingNode([{ of: inventoryRead, stdout }], {
    docker: {
      listContainers: async () => now.containers,
      listNetworks: async () => now.networks,
      listImages: async () => now.images,
      listVolumes: async () => ({ Volumes: now.volumes }),
    },
  });
  return compareInventories('node1', before, await takeInventory(node, 'baselab'));
}

/** Kind and differences of each proof that is not equal. */
const told = async (change: Partial<Readings>) =>
  (await compared(change)).flatMap(({ kind, differences }) => (differences.length > 0 ? [{ kind, differences }] : []));

it('is equal to the same node as it is read today', async () => {
  expect(await told({})).toEqual([]);
});

it('has records of nearly everything, for programs', () => {
  const lost = (kind: InventoryKind) => before.unread.filter((one) => one.kind === kind).length;
  expect(inventoryKinds.filter((kind) => lost(kind) > 0)).toEqual(['files']);
  expect(before.unread.map(({ line }) => line)).toEqual(['/etc/docker/two', expect.stringContaining('two\\nlines')]);
  expect(before.containers.filter(({ state }) => state === 'running').map(({ name }) => name)).toContain('web');
  const [content] = before.files.filter((one) => one.path === '/etc/docker/daemon.json' && 'sha256' in one);
  expect(content && 'sha256' in content && hasContent(before.files, content.path, content.sha256)).toBe(true);
  expect(before.links).toContainEqual({ name: 'docker0', mtu: 1500 });
  expect(before.networks).toContainEqual({ name: 'bridge', driver: 'bridge', subnets: ['172.17.0.0/16'] });
});

const silent = /^firewall\t\*\w+\t[46]\t:(PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING) ACCEPT$/;
const kindOf = (line: string) => line.slice(0, line.indexOf('\t'));

it('tells each thing that is gone from the node, or there once more', async () => {
  const lines = readings.script.map((line, at) => ({ line, at })).filter(({ line }) => !silent.test(line));
  expect(lines.length).toBeGreaterThan(150);
  for (const { line, at } of lines) {
    const gone = await told({ script: readings.script.toSpliced(at, 1) });
    expect(gone, line).toEqual([{ kind: kindOf(line), differences: [expect.stringMatching(/^- /)] }]);
    const more = await told({ script: [...readings.script, line] });
    expect(more, line).toEqual([{ kind: kindOf(line), differences: [expect.stringMatching(/^\+ /)] }]);
  }
});

it('tells each thing that has changed', async () => {
  for (const [at, line] of readings.script.entries()) {
    const changed = line.replace(/.$/, (last) => (last === '7' ? '8' : '7'));
    const kinds = (await told({ script: readings.script.with(at, changed) })).map(({ kind }) => kind);
    expect(kinds, changed).toEqual([kindOf(line)]);
  }
});

it.each(['containers', 'networks', 'images', 'volumes'] as const)('tells each of the engine’s %s', async (kind) => {
  for (const [at, one] of readings[kind].entries()) {
    expect(await told({ [kind]: readings[kind].toSpliced(at, 1) })).toContainEqual({
      kind,
      differences: [expect.stringMatching(/^- /)],
    });
    const renamed = 'Driver' in one ? { ...one, Driver: 'other' } : { ...one, State: 'paused', RepoTags: ['other:1'] };
    const differences = [expect.stringMatching(/^- /), expect.stringMatching(/^\+ /)];
    expect(await told({ [kind]: readings[kind].with(at, renamed) })).toEqual([{ kind, differences }]);
  }
});
