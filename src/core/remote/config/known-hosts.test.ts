import { execFileSync, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../shared/fixtures/temporary-folder.ts';
import { findKnownKeys, knownHostsName } from './known-hosts.ts';
import { patternMatches } from './patterns.ts';

const dir = temporaryFolder('known-hosts', afterAll);

const key = (n: number) => {
  const blob = Buffer.concat([
    Buffer.from([0, 0, 0, 11]),
    Buffer.from('ssh-ed25519'),
    Buffer.from([0, 0, 0, 32]),
    Buffer.alloc(32, n),
  ]);
  return `ssh-ed25519 ${blob.toString('base64')}`;
};

function hashed(name: string): string {
  const salt = Buffer.alloc(20, 7);
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

const haveKeygen = spawnSync('ssh-keygen', ['-?']).error === undefined;

/** The lines that ssh-keygen finds; it prints each with a comment that gives its number. */
function keygenLines(text: string, name: string): number[] {
  const file = join(dir, 'file');
  writeFileSync(file, text);
  try {
    const out = execFileSync('ssh-keygen', ['-F', name, '-f', file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return [...out.matchAll(/^# Host .* found: line (\d+)/gm)].map(([, line]) => Number(line));
  } catch {
    return [];
  }
}

const label = fc.constantFrom(
  'a',
  'node1',
  'node1.lab',
  '10.0.0.1',
  '[node1]:2201',
  '[10.0.0.1]:22',
  'xnode1',
  'node12',
);
const pattern = fc.oneof(
  label,
  fc.constantFrom('*', 'node*', 'node?', '!node1', '!node*', '[*]:2201', '*.lab', '!*.lab', '10.0.0.?', 'NODE1'),
);
const line = fc.oneof(
  fc
    .tuple(fc.array(pattern, { minLength: 1, maxLength: 4 }), fc.nat(3))
    .map(([names, n]) => `${names.join(',')} ${key(n)}`),
  fc.tuple(label, fc.nat(3)).map(([name, n]) => `${hashed(name)} ${key(n)} a comment`),
  fc.tuple(label, fc.nat(3)).map(([name, n]) => `@revoked ${name} ${key(n)}`),
  fc.constantFrom('', '# a comment', 'node1', 'node1 ssh-ed25519', `  node1\t${key(1)}`, '|1|x|y'),
);

describe.skipIf(!haveKeygen)('against ssh-keygen -F', () => {
  test('finds the same lines', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), label, (lines, name) => {
        const text = `${lines.join('\n')}\n`;
        expect(findKnownKeys(text, name).map((known) => known.line)).toEqual(keygenLines(text, name));
      }),
      { numRuns: 60 },
    );
  });
});

test('knows revoked keys, and tells an authority’s from a host key', () => {
  const text = `@revoked * ${key(1)}\n@cert-authority *.lab ${key(2)}\nn.lab ${key(3)}\n`;
  expect(findKnownKeys(text, 'n.lab').map(({ marker, line }) => [marker, line])).toEqual([
    ['revoked', 1],
    ['authority', 2],
    ['none', 3],
  ]);
});

test('a name carries its port only when it is not 22', () => {
  expect([knownHostsName('Node1', 22), knownHostsName('::1', 2201)]).toEqual(['node1', '[::1]:2201']);
});

test('a hostile pattern is no burden', () => {
  expect(patternMatches('*a'.repeat(400), 'a'.repeat(399))).toBe(false);
});

test('a line whose key makes no sense is no key (ssh-keygen -F would list it)', () => {
  expect(findKnownKeys(`node1 ssh-rsa AAAA\nnode1 ssh-rsa ${key(1).split(' ')[1]}\n`, 'node1')).toEqual([]);
});
