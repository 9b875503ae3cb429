import { expect, it } from 'vitest';
import { printingNode } from './fixtures/printing-node.ts';
import { linkAddress, removeOrphanGwbridge } from './orphan-gwbridge.ts';

/** What is done to a node with such a link, and whose engine knows such networks. */
async function done(link: string, networks: string[]): Promise<string[]> {
  const said: string[] = [];
  const { node, ran } = printingNode([{ of: linkAddress, stdout: link }], {
    docker: {
      listNetworks: async () => networks.map((Name) => ({ Id: '0a4a', Name, Driver: 'bridge', Labels: {} })),
      createNetwork: async ({ Name, IPAM }: { Name: string; IPAM: { Config: unknown[] } }) => {
        said.push(...ran.splice(0).map(({ name }) => name), `create ${Name} ${JSON.stringify(IPAM.Config)}`);
        return { remove: async () => void said.push(`remove ${Name}`) };
      },
    },
  });
  await removeOrphanGwbridge(node);
  return said;
}

const link =
  '7: docker_gwbridge    inet 172.18.0.1/16 brd 172.18.255.255 scope global docker_gwbridge\\       valid_lft forever';

it('lets the engine make once more what it knows no more, as it was, and take it away', async () => {
  expect(await done(link, [])).toEqual([
    'link.address',
    'link.remove',
    'create docker_gwbridge [{"Subnet":"172.18.0.1/16","Gateway":"172.18.0.1"}]',
    'remove docker_gwbridge',
  ]);
});

it('touches nothing that the engine knows, and does nothing where there is none', async () => {
  expect(await done(link, ['docker_gwbridge'])).toEqual([]);
  expect(await done('', [])).toEqual([]);
  expect(await done('7: docker_gwbridge    inet6 fe80::1/64 scope link', [])).toEqual([]);
});
