import { describe, expect, test } from 'vitest';
import { withoutNames, withoutSecrets } from './scrub.ts';

describe('secrets', () => {
  test.each([
    'password=hunter2',
    'Password: hunter2',
    '{"passphrase": "hunter2 hunter2"}',
    "sudo-password = 'hunter2'",
    'Authorization: Bearer hunter2',
    'authorization: hunter2',
    'GET http://127.0.0.1:4000/?token=hunter2',
    'https://me:hunter2@proxy.example:3128/',
    'http://me:x/hunter2@proxy.example/',
    'http://me:x@hunter2@proxy.example/',
    'GITHUB_TOKEN=hunter2',
    'MYSQL_ROOT_PASSWORD=hunter2',
    'proxyPassword: hunter2',
    'AWS_SECRET_ACCESS_KEY=hunter2',
    'api_key: "hunter2"',
    String.raw`{"text": "{\"password\":\"x hunter2\"}"}`,
    String.raw`{"text": "{\"password\":\"x\\\"hunter2\"}"}`,
    String.raw`{"password": "x\"hunter2"}`,
    '{"Authorization": "Basic hunter2"}',
    String.raw`{"text": "{\"Authorization\": \"Basic hunter2\"}"}`,
    'Set-Cookie: hunter2; Path=/',
    'Cookie: a=x; b=hunter2',
    '{"cookie":"a=x; b=hunter2"}',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\nhunter2\n-----END OPENSSH PRIVATE KEY-----',
    '-----BEGIN RSA PRIVATE KEY-----\nhunter2 and cut off',
  ])('do not stay: %s', (text) => {
    expect(withoutSecrets(text)).not.toContain('hunter2');
    expect(withoutSecrets(`before ${text}`)).toMatch(/^before /);
  });

  test('what is none stays', () => {
    for (const text of ['a password was asked for', 'ssh://node1:22/', '-----BEGIN PUBLIC KEY-----', 'tokens'])
      expect(withoutSecrets(text)).toBe(text);
  });

  test('what stands beside a secret stays', () => {
    const text = String.raw`{"text":"{\"password\":\"x y\",\"user\":\"me\"}","node":"n1"}`;
    expect(withoutSecrets(text)).toBe(String.raw`{"text":"{\"password\":\"(secret)\",\"user\":\"me\"}","node":"n1"}`);
    expect(withoutSecrets('{"token":"x","node":"n1"}')).toBe('{"token":"(secret)","node":"n1"}');
    expect(withoutSecrets('TOKEN=x PATH=/bin')).toBe('TOKEN=(secret) PATH=/bin');
  });

  test.each([
    ['beginnings of keys', '-----BEGIN RSA PRIVATE KEY-----'],
    ['schemes', 'a://'],
    ['users of addresses', 'a://a:'],
    ['beginnings of values', 'token="'],
    ['backslashes', 'token:\\"\\\\'],
    ['beginnings of headers', 'authorization: basic '],
    ['names of secrets', 'password '],
    ['colons', ':'],
    ['digits and dots', '1.'],
    ['letters of addresses', 'fe80:'],
  ])('a megabyte of %s holds nobody up', (_name, piece) => {
    const text = piece.repeat(Math.ceil(1e6 / piece.length));
    const names = { hosts: ['node1', 'a'], users: ['me'], home: '/home/me' };
    expect(withoutNames(withoutSecrets(text), names).length).toBeGreaterThan(0);
  });
});

describe('names and addresses', () => {
  const names = {
    hosts: ['node1', 'node1.school.example', 'node2', '10.1.2.3', 'class-a'],
    users: ['root', 'student'],
    home: '/home/ada',
  };
  const cleaned = (text: string) => withoutNames(text, names);

  test('become the same words everywhere', () => {
    const text = cleaned('node1.school.example (node1): node2 -> NODE1, class-a-2, by student in /home/ada/labs');
    expect(text).not.toMatch(/node|school|student|ada/i);
    const [long, short, other, again] = text.match(/host-\d/g) ?? [];
    expect(new Set([long, short, other]).size).toBe(3);
    expect(again).toBe(short);
    expect(text).toContain('class-a-2');
  });

  test('folders and files that are known become words, inside of the home and elsewhere', () => {
    const more = {
      ...names,
      folders: ['/srv/course', '/srv/course/ada', '/home/ada/school'],
      files: ['mine.yaml', 'key'],
    };
    const text =
      '/srv/course/ada/mine.yaml:3, /srv/course/x, /home/ada/school/mine.yaml, /home/ada/y, /home/adam, /etc/hosts, a key ~/key';
    expect(withoutNames(text, more)).toBe(
      'folder-2/file-1:3, folder-3/x, folder-1/file-1, ~/y, /home/adam, /etc/hosts, a key ~/file-2',
    );
  });

  test('addresses go, but for those of every machine; times, versions and sums stay', () => {
    const text = '192.168.236.130 fe80::42:acff:fe11:2 2001:db8::1/64 02:42:ac:11:00:02 10.1.2.3:2379';
    expect(cleaned(text)).toMatch(/^address-\d address-\d address-\d\/64 address-\d address-\d:2379$/);
    for (const kept of [
      '127.0.0.1:2201',
      '::1',
      '2026-11-28T17:20:01.123Z',
      'Docker 20.10.24',
      'sha256:deadbeef',
      'root',
    ])
      expect(cleaned(kept)).toBe(kept);
  });
});
