import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { findRoute, jumpOf } from './find-route.ts';
import { hostConfig } from './ssh-config.ts';

const root = temporaryFolder('ssh-config', afterAll);

const trap = join(root, 'was-run');
let env: NodeJS.ProcessEnv;
let home = '';

beforeEach(() => {
  home = mkdtempSync(join(root, 'home-'));
  mkdirSync(join(home, '.ssh', 'conf.d'), { recursive: true });
  env = { ...process.env, HOME: home };
  rmSync(trap, { force: true });
});

const config = (text: string, name = 'config') => writeFileSync(join(home, '.ssh', name), text);
const without = (tool: NodeJS.ProcessEnv) => ({ ...tool, PATH: join(root, 'empty') });
const route = (ssh: Parameters<typeof findRoute>[0], anEnv = env) =>
  findRoute(ssh, { name: 'n', baseDir: '/lab', env: anEnv });
const haveSsh = spawnSync('ssh', ['-V']).error === undefined;

const typical = `
Include conf.d/*
Host web web2
  HostName 10.0.0.7
  User bob
  Port 2200
  IdentityFile ~/.ssh/k1
  IdentityFile "~/.ssh/k 2"
Host *.lab !bad.lab
  HostName 10.1.1.1
  User "carol"
Host aliased
  HostKeyAlias shared
  UserKnownHostsFile ~/.ssh/lab_hosts
Host *
  User everyone
  Port 2222
`;

describe.each([
  ['ssh -G', (e: NodeJS.ProcessEnv) => e],
  ['the package', without],
])('read by %s', (_name, change) => {
  test.skipIf(_name === 'ssh -G' && !haveSsh).each([
    ['web', { hostName: '10.0.0.7', user: 'bob', port: 2200, identityFiles: ['~/.ssh/k1', '~/.ssh/k 2'] }],
    ['a.lab', { hostName: '10.1.1.1', user: 'carol', port: 2222 }],
    ['bad.lab', { user: 'everyone', port: 2222 }],
    ['aliased', { hostKeyAlias: 'shared', user: 'everyone' }],
    ['included', { hostName: '10.3.3.3' }],
  ])('%s', async (host, wanted) => {
    config(typical);
    config('Host included\n  HostName 10.3.3.3\n', 'conf.d/more');
    const found = await hostConfig({ host }, change(env));
    expect(found).toMatchObject(wanted);
  });
});

test('the lab file wins over the configuration', async () => {
  config(typical);
  const ssh = { host: 'web', user: 'me', port: 99, identityFile: './key', knownHosts: '~/kh' };
  for (const anEnv of [env, without(env)])
    expect(await route(ssh, anEnv)).toMatchObject({
      host: '10.0.0.7',
      user: 'me',
      port: 99,
      identityFiles: ['/lab/key'],
      knownHosts: [join(home, 'kh')],
    });
});

test.each([
  ['config', 'Match exec "touch TRAP"\n  User evil\n'],
  ['config', 'Match host web exec "touch TRAP"\n  User evil\n'],
  ['config', 'match=exec "touch TRAP"\n  User evil\n'],
  ['conf.d/a', 'Match exec "touch TRAP"\n  User evil\n'],
])('Match exec in %s runs nothing', async (file, text) => {
  config('Include conf.d/*\nHost web\n  HostName 10.0.0.7\n');
  config(`${text.replaceAll('TRAP', trap)}\nHost web\n  HostName 10.0.0.7\n`, file);
  const found = await route({ host: 'web' });
  expect(found.host).toBe('10.0.0.7');
  expect(found.user).not.toBe('evil');
  expect(existsSync(trap)).toBe(false);
});

test('ProxyCommand is refused and not run', async () => {
  config(`Host web\n  ProxyCommand touch ${trap}\n`);
  await expect(route({ host: 'web' })).rejects.toMatchObject({ code: 'refused' });
  await expect(route({ host: 'web' }, without(env))).rejects.toMatchObject({ code: 'refused' });
  expect(existsSync(trap)).toBe(false);
});

test.each([`-oProxyCommand=touch ${trap}`, '-F/dev/null', '$(id)'])('%s is no host', async (host) => {
  await expect(route({ host })).rejects.toMatchObject({ code: 'bad-input' });
  expect(existsSync(trap)).toBe(false);
});

test('jump hosts are hosts of the configuration themselves; the first one may have jumps of its own', async () => {
  config(
    'Host web\n  ProxyJump joe@b1:2022,b2\nHost b1\n  HostName 10.9.9.9\n  ProxyJump b0\nHost b2\n  ProxyJump elsewhere\n',
  );
  const { jumps } = await route({ host: 'web' });
  expect(jumps.map(({ user, host, port }) => `${user === 'joe' ? 'joe@' : ''}${host}:${port}`)).toEqual([
    'b0:22',
    'joe@10.9.9.9:2022',
    'b2:22',
  ]);
});

test('jump hosts that point at each other end in an error', async () => {
  config('Host a\n  ProxyJump b\nHost b\n  ProxyJump a\n');
  await expect(route({ host: 'a' }, without(env))).rejects.toMatchObject({ code: 'bad-input' });
});

test('`Host *` says nothing about a forwarder on this computer', async () => {
  config('Host *\n  ProxyJump bastion\n  Port 2222\n');
  expect(await route({ host: '127.0.0.1', port: 2201 })).toMatchObject({ host: '127.0.0.1', port: 2201, jumps: [] });
});

test.each([
  ['host', { host: 'host' }],
  ['me@host:22', { user: 'me', host: 'host', port: 22 }],
  ['ssh://me@[::1]:2022', { user: 'me', host: '::1', port: 2022 }],
])('jump host %s', (text, wanted) => {
  expect(jumpOf(text, 'n')).toEqual(wanted);
});

test.each(['', '-oX=1', 'a b', 'me@-x', 'host:999999', 'host:70000', 'host:0'])('%j is no jump host', (text) => {
  expect(() => jumpOf(text, 'n')).toThrow(expect.objectContaining({ code: 'bad-input' }));
});
