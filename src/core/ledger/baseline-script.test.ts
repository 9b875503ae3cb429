import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { inventoryKinds, printRecord } from '../../shared/inventory/inventory.ts';
import { inventoryRead } from './baseline-script.ts';
import { localNode } from './fixtures/local-node.ts';
import { takeInventory } from './take-inventory.ts';

const local = localNode(temporaryFolder('state', afterAll));

/** This machine's own system, which is only read, beside an engine that is made up. */
const docker = {
  listContainers: async () => [
    {
      Id: 'c'.repeat(64),
      Names: ['/web'],
      State: 'running',
      NetworkSettings: { Networks: { bridge: { IPAddress: '172.17.0.2' } } },
    },
    {
      Id: 'a'.repeat(64),
      Names: ['/db'],
      State: 'exited',
      NetworkSettings: { Networks: { bridge: { IPAddress: '' } } },
    },
  ],
  listNetworks: async () => [
    { Id: 'n'.repeat(64), Name: 'mine', Driver: 'overlay', IPAM: { Config: [{ Subnet: '10.0.9.0/24' }] } },
    { Id: 'b'.repeat(64), Name: 'bridge', Driver: 'bridge', IPAM: { Config: [{ Subnet: '172.17.0.0/16' }] } },
  ],
  listImages: async () => [{ Id: `sha256:${'i'.repeat(64)}`, RepoTags: null }],
  listVolumes: async () => ({ Volumes: null }),
};

it('a machine is read in records of known kinds, and what the engine has besides', async () => {
  const inventory = await takeInventory(Object.assign(local.node, { docker }), 'lab');
  expect(inventory).toMatchObject({
    containers: [
      { name: 'db', id: 'aaaaaaaaaaaa', state: 'exited' },
      { name: 'web', id: 'cccccccccccc', state: 'running' },
    ],
    // The engine's own networks get new ids with every start.
    networks: [
      { name: 'bridge', driver: 'bridge', subnets: ['172.17.0.0/16'] },
      { name: 'mine', driver: 'overlay', id: 'nnnnnnnnnnnn', subnets: ['10.0.9.0/24'] },
    ],
    images: [{ id: 'iiiiiiiiiiii', tags: [] }],
    volumes: [],
  });
  expect(inventory.unread).toEqual([]);
  for (const kind of inventoryKinds)
    for (const record of inventory[kind]) expect(printRecord(kind, record), kind).toMatch(/^[^\t\n]+$/);
  expect(inventory.units).toHaveLength(5);
  expect(inventory.links).toContainEqual({ name: 'lo', mtu: expect.any(Number) });
  expect(inventory.sysctls).toContainEqual({ key: 'net.ipv4.ip_forward', value: expect.stringMatching(/^[01]$/) });
});

/** Of the five units one is not there; `words` is how systemctl speaks then: those of Debian 12 end with it. */
async function unitsWith(words: string): Promise<string[][]> {
  const folder = temporaryFolder('path', afterAll);
  const systemctl = path.join(folder, 'systemctl');
  writeFileSync(
    systemctl,
    `#!/bin/sh
verb=$1; shift
for unit; do
  case $verb:$unit in
    is-enabled:containerd.service) ${words} ;;
    is-enabled:*) echo enabled ;;
    is-active:docker.*) echo active ;;
    *) echo inactive ;;
  esac
done
`,
  );
  chmodSync(systemctl, 0o755);
  const { script, words: args = [] } = inventoryRead.program({ lab: 'lab' }) as { script: string; words?: string[] };
  const { stdout } = await local.node.script(`PATH=${folder}:$PATH\n${script}`, args);
  return stdout.split('\n').flatMap((line) => (line.startsWith('units\t') ? [line.split('\t').slice(1)] : []));
}

it.each([
  ['ends', 'echo no such unit >&2; exit 1', ''],
  ['says so', 'echo not-found', 'not-found'],
])('each unit is told as it is where systemctl %s at one that is not there', async (_, words, told) => {
  expect(await unitsWith(words)).toEqual([
    ['docker.service', 'active', 'enabled'],
    ['docker.socket', 'active', 'enabled'],
    ['containerd.service', 'inactive', told],
    ['etcd.service', 'inactive', 'enabled'],
    ['overlay-lab-etcd.service', 'inactive', 'enabled'],
  ]);
});
