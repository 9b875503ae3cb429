import { mkdtempSync, statSync } from 'node:fs';
import { chmod, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { givenCertificate, ownCertificate } from './certificate.ts';
import { classArguments } from './class-arguments.ts';
import { namesOf } from './names.ts';

const given = (...words: string[]) => classArguments(['--class', 'class.yaml', ...words]);

describe('where a class is served', () => {
  test('is this machine alone unless an address is given', () => {
    expect(given().listen).toEqual({ address: '127.0.0.1', port: 8443 });
    expect(given('--listen', '192.168.1.10:443').listen).toEqual({ address: '192.168.1.10', port: 443 });
    expect(given('--listen', '[::]:8443').listen).toEqual({ address: '::', port: 8443 });
  });

  test.each(['8443', ':8443', 'lab.example:8443', '1.2.3:80', '1.2.3.4:70000', '::1:80', '[1.2.3.4]:80', '1.2.3.4:'])(
    'is an address and a port, not %s',
    (listen) => expect(() => given('--listen', listen)).toThrow(/--listen takes an address/),
  );

  test('takes a certificate with its key, and whole hours', () => {
    expect(() => given('--cert', 'a.pem')).toThrow(/together/);
    for (const hours of ['0', '241', '1.5', 'x']) expect(() => given('--hours', hours)).toThrow(/--hours/);
    expect(() => given('--open')).toThrow(/--open/);
    expect(() => classArguments([])).toThrow(/--class/);
  });

  test('is called by its address; by all of this machine’s where it listens on all', () => {
    const of = (address: string, family: 'IPv4' | 'IPv6', internal = false) =>
      ({ address, family, internal }) as os.NetworkInterfaceInfo;
    const interfaces = { lo: [of('127.0.0.1', 'IPv4', true)], eth0: [of('10.0.0.5', 'IPv4'), of('fe80::1', 'IPv6')] };
    expect(namesOf('127.0.0.1')).toEqual(['127.0.0.1', 'localhost']);
    expect(namesOf('10.0.0.5', interfaces)).toEqual(['10.0.0.5']);
    expect(namesOf('0.0.0.0', interfaces, 'Lab')).toEqual(['10.0.0.5', 'lab', '127.0.0.1', 'localhost']);
    expect(namesOf('::', interfaces, 'evil host')).toEqual(['10.0.0.5', '127.0.0.1', 'localhost']);
  });
});

describe('the certificate', () => {
  const folder = () => {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'overlay-lab-certificate-'));
    onTestFinished(() => rm(dir, { recursive: true, force: true }));
    return dir;
  };

  test('is made once and kept, its key for its owner alone', async () => {
    const dir = folder();
    const first = await ownCertificate(dir, ['localhost', '10.0.0.5']);
    expect(first.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect([first.names, statSync(path.join(dir, 'key.pem')).mode & 0o777]).toEqual([['localhost', '10.0.0.5'], 0o600]);
    expect(await ownCertificate(dir, ['other'])).toEqual(first);
  });

  test('is made again where others could have read the key, where it expires, and where it is broken', async () => {
    const dir = folder();
    const { fingerprint } = await ownCertificate(dir, ['localhost']);
    const soon = Date.now() + 729 * 86_400_000;
    const second = await ownCertificate(dir, ['localhost'], soon);
    await chmod(path.join(dir, 'key.pem'), 0o644);
    const third = await ownCertificate(dir, ['localhost']);
    expect(new Set([fingerprint, second.fingerprint, third.fingerprint]).size).toBe(3);
    expect(statSync(path.join(dir, 'key.pem')).mode & 0o777).toBe(0o600);
  });

  test('that was brought along belongs to its key', async () => {
    const [one, other] = [folder(), folder()];
    for (const dir of [one, other]) await ownCertificate(dir, ['localhost']);
    const [cert, key] = ['certificate.pem', 'key.pem'];
    expect((await givenCertificate(path.join(one, cert), path.join(one, key))).key).toBe(
      await readFile(path.join(one, key), 'utf8'),
    );
    await expect(givenCertificate(path.join(one, cert), path.join(other, key))).rejects.toThrow(/not a certificate/);
    await expect(givenCertificate(path.join(one, 'none.pem'), path.join(one, key))).rejects.toThrow(/not found/);
    await expect(givenCertificate('/dev/zero', path.join(one, key))).rejects.toThrow(/regular file/);
  });
});
