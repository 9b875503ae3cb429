import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../shared/fixtures/temporary-folder.ts';
import { findRoute, jumpOf } from './find-route.ts';
import { openSshConfig } from './ssh-config.ts';

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
const route = (ssh: Parameters<typeof findRoute>[0]) => findRoute(ssh, { name: 'n', baseDir: '/lab', env });

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

test.each([
  ['web', { hostName: '10.0.0.7', user: 'bob', port: 2200, identityFiles: ['~/.ssh/k1', '~/.ssh/k 2'] }],
  ['a.lab', { hostName: '10.1.1.1', user: 'carol', port: 2222 }],
  ['bad.lab', { user: 'everyone', port: 2222 }],
  ['aliased', { hostKeyAlias: 'shared', user: 'everyone' }],
  ['included', { hostName: '10.3.3.3' }],
])('%s', async (host, wanted) => {
  config(typical);
  config('Host included\n  HostName 10.3.3.3\n', 'conf.d/more');
  expect((await openSshConfig(env))({ host })).toMatchObject(wanted);
});

test('the lab file wins over the configuration', async () => {
  config(typical);
  const ssh = { host: 'web', user: 'me', port: 99, identityFile: './key', knownHosts: '~/kh' };
  const found = { host: '10.0.0.7', user: 'me', port: 99, identityFiles: ['/lab/key'] };
  expect(await route(ssh)).toMatchObject({ ...found, claimedHosts: join(home, 'kh') });
  const own = await findRoute(ssh, { name: 'n', baseDir: '/lab', env, ownFiles: true });
  expect(own).toMatchObject({ ...found, knownHosts: [join(home, 'kh'), own.acceptInto] });
  expect(own.claimedHosts).toBeUndefined();
});

const trapped = 'exec "touch TRAP"\n  User evil\n  Port 99\n';
test.each([
  ['config', `Match ${trapped}`],
  ['config', `Match host web ${trapped}`],
  ['config', `match=${trapped}`],
  ['config', 'Match ex"ec" "touch TRAP"\n  User evil\n  Port 99\n'],
  ['config', 'Match !exec "touch TRAP"\n  User evil\n  Port 99\n'],
  ['config', '"Match" exec "touch TRAP"\n  User evil\n  Port 99\n'],
  ['conf.d/a', `Match ${trapped}`],
  ['conf.d/a', `Match all\nInclude conf.d/../x\nMatch ${trapped}`],
])('Match exec in %s runs nothing, none of its settings is used, and that is told: %j', async (file, text) => {
  const web = 'Host web\n  HostName 10.0.0.7\n';
  for (const include of [
    'Include conf.d/*',
    "Include 'conf.d/a'",
    '"Include" conf.d/a',
    'Include conf.d/"a"',
    'include=conf.d/?',
  ]) {
    config(`${include}\n${web}`);
    config(`${text.replaceAll('TRAP', trap)}\n${web}`, file);
    if (file === 'config') config(`${text.replaceAll('TRAP', trap)}\n${web}`);
    const found = await route({ host: 'web' });
    expect(found).toMatchObject({ host: '10.0.0.7', port: 22, notes: [expect.stringMatching(/Match exec/)] });
    expect(found.user).not.toBe('evil');
    expect(existsSync(trap)).toBe(false);
  }
});

test.each([
  'M"at"ch exec x',
  '\fMatch exec x',
  'Mätch exec x',
  '=Host web',
  'Host "web',
  'Match',
  'Match nonsense x',
  "Host 'web",
])('what stands below %j, at which ssh stops, is not used', async (line) => {
  config(`${line}\n  Port 99\n  User evil\nHost web\n  HostName 10.0.0.7\n`);
  expect(await route({ host: 'web' })).toMatchObject({ host: '10.0.0.7', port: 22, user: userInfo().username });
});

test('an Include of a device, of itself, or of a file that others may write is refused by name', async () => {
  config('Include /dev/zero\n');
  await expect(route({ host: 'web' })).rejects.toMatchObject({ code: 'bad-input', details: { file: '/dev/zero' } });
  config('Include config\nInclude config\n');
  await expect(route({ host: 'web' })).rejects.toMatchObject({ code: 'too-large' });
  config('Include conf.d/*\n');
  config('Host web\n', 'conf.d/a');
  chmodSync(join(home, '.ssh', 'conf.d', 'a'), 0o666);
  await expect(route({ host: 'web' })).rejects.toMatchObject({
    details: { remedy: expect.stringMatching(/^chmod go-w/) },
  });
});

test.each(['HostName "a b"', 'HostName -oProxyCommand=x', 'HostName a,b', 'HostName @revoked'])(
  '%s is no host',
  async (line) => {
    config(`Host web\n  ${line}\n`);
    await expect(route({ host: 'web' })).rejects.toMatchObject({ code: 'bad-input' });
  },
);

test('ProxyCommand is refused and not run', async () => {
  config(`Host web\n  ProxyCommand touch ${trap}\n`);
  await expect(route({ host: 'web' })).rejects.toMatchObject({ code: 'refused' });
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
  await expect(route({ host: 'a' })).rejects.toMatchObject({ code: 'bad-input' });
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
