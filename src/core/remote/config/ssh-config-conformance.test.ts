import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../shared/fixtures/temporary-folder.ts';
import { settingsFor } from './ssh-config.ts';
import { readConfig } from './ssh-config-files.ts';

/** The same files read by the real ssh and by us. None of them has a Match exec: ssh would run it. */
const haveSsh = spawnSync('ssh', ['-V']).error === undefined;
const home = temporaryFolder('ssh-g', afterAll);
mkdirSync(join(home, '.ssh', 'd'), { recursive: true });
const main = join(home, '.ssh', 'config');

/** `ssh -F` reads relative Includes from the person's real ~/.ssh, so those here are absolute. */
const written = (text: string) => text.replaceAll('HOME', home);

interface Asked {
  host: string;
  user?: string;
  port?: number;
}

/** What ssh says, or undefined where it finds a mistake in the files. */
function bySsh({ host, user, port }: Asked): Record<string, string[]> | undefined {
  const words = ['-G', '-F', main, ...(user ? ['-l', user] : []), ...(port ? ['-p', String(port)] : []), '--', host];
  try {
    const out = execFileSync('ssh', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const said: Record<string, string[]> = {};
    for (const line of out.split('\n')) {
      const [key = ''] = line.split(' ', 1);
      said[key] = [...(said[key] ?? []), line.slice(key.length + 1)];
    }
    return said;
  } catch {
    return undefined;
  }
}

async function byUs(asked: Asked) {
  const [own = []] = await readConfig({ HOME: home });
  return settingsFor([own], asked);
}

async function same(asked: Asked) {
  const said = bySsh(asked);
  if (!said) return false;
  const { one, identityFiles, knownHosts } = await byUs(asked);
  const port = said.port?.[0];
  expect(one.get('hostname')).toBe(said.hostname?.[0]);
  expect(one.get('port') ?? '22').toBe(port);
  if (one.has('user')) expect(one.get('user')).toBe(said.user?.[0]);
  else expect(said.user?.[0]).not.toMatch(/^u\d|^me$/);
  // ssh lists its usual files where none is named.
  if (identityFiles.length > 0) expect(identityFiles).toEqual(said.identityfile);
  else expect(said.identityfile?.every((file) => file.startsWith('~/.ssh/id_'))).toBe(true);
  if (knownHosts) expect(knownHosts.join(' ')).toBe(said.userknownhostsfile?.[0]);
  expect(one.get('hostkeyalias')).toBe(said.hostkeyalias?.[0]);
  const unlessNone = (text: string | undefined) => (text === 'none' ? undefined : text);
  expect(unlessNone(one.get('proxyjump'))).toBe(unlessNone(said.proxyjump?.[0]));
  expect(one.get('identitiesonly') ?? 'no').toBe(said.identitiesonly?.[0]);
  return true;
}

const quoted = (word: fc.Arbitrary<string>) =>
  fc
    .tuple(word, fc.constantFrom('', '"', "'", 'part'))
    .map(([text, quote]) => (quote === 'part' ? `${text.slice(0, 1)}"${text.slice(1)}"` : `${quote}${text}${quote}`));
const pattern = fc.constantFrom(
  'web',
  'w*',
  '*',
  '!web',
  '!w?b',
  'a.lab',
  '*.lab',
  'WEB',
  'db',
  'h1',
  '10.0.0.?',
  'me',
  'u1',
);
const list = fc.array(pattern, { minLength: 1, maxLength: 3 }).map((all) => all.join(','));
const gap = fc.constantFrom(' ', '  ', '\t', '=', ' = ', ' =', '= ');
const host = fc
  .tuple(
    fc.constantFrom('Host', 'host', '"Host"', 'HOST'),
    gap,
    fc.array(quoted(pattern), { minLength: 1, maxLength: 4 }),
  )
  .map(([word, between, all]) => `${word}${between}${all.join(' ')}`);
const criterion = fc.oneof(
  fc
    .tuple(fc.constantFrom('host', 'originalhost', 'user', '!host', '!user', 'Host', 'localuser'), list)
    .map((two) => two.join(' ')),
  fc.constantFrom('canonical', 'final', '!final', '!canonical'),
);
const match = fc
  .oneof(
    fc.constantFrom('all', '!all', 'final all', 'canonical all'),
    fc.array(criterion, { minLength: 1, maxLength: 3 }).map((all) => all.join(' ')),
  )
  .map((rest) => `Match ${rest}`);
/** ProxyJump takes quotes for a part of the name, in ssh alone. */
function inQuotes(key: string, value: string, quote: string): string {
  if (key === 'ProxyJump') return value;
  return value.includes(' ') ? `"${value}"` : quote + value + quote;
}
const setting = fc
  .tuple(
    fc.oneof(
      fc.tuple(fc.constantFrom('HostName', 'hostname'), fc.constantFrom('h1', '10.0.0.7', '%h.lab', 'H2', 'web')),
      fc.tuple(fc.constant('User'), fc.constantFrom('u1', 'u2', 'u#3')),
      fc.tuple(fc.constant('Port'), fc.constantFrom('2200', '2201', '1')),
      fc.tuple(fc.constantFrom('IdentityFile', 'IDENTITYFILE'), fc.constantFrom('/k1', '/k2', '~/.ssh/k 3', '/k\\"4')),
      fc.tuple(fc.constant('UserKnownHostsFile'), fc.constantFrom('/kh1', '/kh2')),
      fc.tuple(fc.constant('HostKeyAlias'), fc.constantFrom('alias1', 'alias2')),
      fc.tuple(fc.constant('ProxyJump'), fc.constantFrom('j1', 'joe@j2:2022', 'none', 'j1,j2')),
      fc.tuple(fc.constant('ProxyCommand'), fc.constant('none')),
      fc.tuple(fc.constant('IdentitiesOnly'), fc.constantFrom('yes', 'no')),
    ),
    gap,
    fc.constantFrom('"', "'", ''),
    fc.constantFrom('', ' # said', '\r', ' \t', '\f'),
  )
  .map(([[key, value], between, quote, end]) => `  ${key}${between}${inQuotes(key, value, quote)}${end}`);
const include = fc.constantFrom(
  'Include HOME/.ssh/d/*',
  "Include 'HOME/.ssh/d/a'",
  'Include "HOME/.ssh/d/"[ab] HOME/none',
  'Include HOME/.ssh/?/b',
);
const line = fc.oneof(
  { weight: 3, arbitrary: setting },
  host,
  match,
  include,
  fc.constantFrom('', '# Host web', '  #x', '\t'),
);
const file = (one: fc.Arbitrary<string>) => fc.array(one, { maxLength: 10 }).map((lines) => `${lines.join('\n')}\n`);
const inner = file(fc.oneof({ weight: 2, arbitrary: setting }, host, match));
const asked = fc.record(
  {
    host: fc.constantFrom('web', 'a.lab', 'WEB', 'db', '10.0.0.7'),
    user: fc.constantFrom('me', 'u1'),
    port: fc.constantFrom(99, 2200),
  },
  { requiredKeys: ['host'] },
);

describe.skipIf(!haveSsh)('as ssh -G', () => {
  test('any configuration without exec', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(file(line), inner, inner, asked, async (text, a, b, question) => {
        writeFileSync(main, written(text));
        writeFileSync(join(home, '.ssh', 'd', 'a'), a);
        writeFileSync(join(home, '.ssh', 'd', 'b'), b);
        if (await same(question)) compared += 1;
      }),
      { numRuns: 120, endOnFailure: true },
    );
    expect(compared, 'most of them are good to ssh, too').toBeGreaterThan(50);
  }, 60_000);

  test.each([
    ['a Port in a block that is skipped', 'Match host other\n  Port 99\nHost web\n  Port 2200\n', '2200'],
    [
      'a Port after an Include in a block that is skipped',
      'Host other\n  Include HOME/.ssh/d/*\nHost *\n  Port 2202\n',
      '2202',
    ],
    ['a Port for another user', 'Match user nobody-else\n  Port 99\n', '22'],
    ['a Port that a HostName leads to', 'Host web\n  HostName h1\nMatch host h1\n  Port 2203\n', '2203'],
    ['a Port of the second reading', 'Match final host h1\n  Port 2204\nHost web\n  HostName h1\n', '2204'],
    ['a comment behind', 'Host web # db\n  Port 2205 # 99\n', '2205'],
  ])('%s', async (_, text, port) => {
    writeFileSync(main, written(text));
    writeFileSync(join(home, '.ssh', 'd', 'a'), 'Host *\n  Port 99\nMatch all\n  Port 98\n');
    writeFileSync(join(home, '.ssh', 'd', 'b'), '');
    expect(await same({ host: 'web' })).toBe(true);
    expect((await byUs({ host: 'web' })).one.get('port') ?? '22').toBe(port);
  });
});
