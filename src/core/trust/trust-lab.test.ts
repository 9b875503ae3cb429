import { chmodSync, mkdirSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import type { LabFileFacts } from '../../shared/wire/question.ts';
import { loadLab } from '../lab/load-lab.ts';
import { trustLab } from './trust-lab.ts';

const root = temporaryFolder('trust', afterAll);
let home = '';
let env: NodeJS.ProcessEnv;
let asked: LabFileFacts[] = [];

beforeEach(() => {
  home = mkdtempSync(path.join(root, 'home-'));
  env = { HOME: home };
  asked = [];
});

const loopback = 'host: 127.0.0.1, port: 2201';
const text = (first: string, name = 'class') => `name: ${name}
track: etcd
network: {name: myapp}
nodes:
  - {name: n1, address: 192.168.5.1, ssh: {${first}}}
  - {name: n2, address: 192.168.5.2, ssh: {host: 127.0.0.1, port: 2202}}
`;
function write(content: string, folder = 'downloads'): string {
  const file = path.join(home, folder, 'lab.yaml');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}
const trust = async (file: string, answer?: boolean, given?: boolean) =>
  trustLab(await loadLab(file), {
    env,
    given,
    ...(answer !== undefined && {
      ask: async (facts: LabFileFacts) => {
        asked.push(facts);
        return answer;
      },
    }),
  });

describe('somebody’s lab file', () => {
  test('is shown before its first use: what it connects to, sends, reads and writes', async () => {
    mkdirSync(path.join(home, '.ssh'));
    writeFileSync(
      path.join(home, '.ssh', 'config'),
      'Host web\n  HostName 10.0.0.9\n  User ann\n  ProxyJump joe@hop:2022\n',
    );
    const file = write(
      text('host: web, identityFile: ../id, knownHosts: ./authorized_keys, passwordEnv: GITHUB_TOKEN'),
    );
    const trusted = await trust(file, true);
    expect(trusted.ownFiles).toBe(false);
    expect(asked).toMatchObject([
      {
        file,
        changed: false,
        connects: [
          { node: 'n1', host: '10.0.0.9', port: 22, user: 'ann', via: ['joe@hop:2022'] },
          { node: 'n2', host: '127.0.0.1', port: 2202 },
        ],
        sends: [{ variable: 'GITHUB_TOKEN', to: ['web'], ours: false }],
        identityFiles: [path.join(home, 'id')],
        knownHosts: [path.join(home, 'downloads', 'authorized_keys')],
      },
    ]);
    // Nothing that the file names is written to.
    const allowed = [path.join(home, '.ssh', 'known_hosts'), path.join(home, '.local/share/overlay-lab/known_hosts')];
    expect(asked[0]?.writes.every((one) => allowed.includes(one))).toBe(true);
  });

  test('is asked about once; what is kept is the person’s alone', async () => {
    const file = write(text(loopback));
    await trust(file, true);
    await trust(file);
    expect(asked).toHaveLength(1);
    const kept = path.join(home, '.local/share/overlay-lab/agreed-labs.json');
    expect(statSync(kept).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['another host', text('host: 127.0.0.1, port: 2299')],
    ['a variable', text(`${loopback}, passwordEnv: OVERLAY_LAB_PW`)],
    ['a key', text(`${loopback}, identityFile: ../../.ssh/id`)],
    ['a known_hosts', text(`${loopback}, knownHosts: ./x`)],
    ['another user', text(`${loopback}, user: joe`)],
    ['another name, which is a folder on the nodes', text(loopback, 'other')],
  ])('is asked about again with %s', async (_, changed) => {
    const file = write(text(loopback));
    await trust(file, true);
    write(changed);
    await expect(trust(file)).rejects.toMatchObject({ code: 'bad-input', details: { file } });
    await trust(file, true);
    expect(asked).toMatchObject([{ changed: false }, { changed: true }]);
  });

  test('is not asked about again with another subnet', async () => {
    const file = write(text(loopback));
    await trust(file, true);
    write(text(loopback).replace('myapp', 'myapp, subnet: 10.0.9.0/24'));
    await trust(file);
  });

  test('that reads another folder’s key is another one, though its text is the same', async () => {
    const content = text(`${loopback}, identityFile: ./key`);
    await trust(write(content), true);
    await expect(trust(write(content, 'elsewhere'))).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('is not used where the person says no, or where there is nobody to ask', async () => {
    const file = write(text(`host: evil.example, passwordEnv: OVERLAY_LAB_PW`));
    await expect(trust(file, false)).rejects.toMatchObject({ code: 'cancelled' });
    await expect(trust(file)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/evil\.example:22.*\$OVERLAY_LAB_PW/),
      details: { remedy: expect.stringContaining('--trust-lab') },
    });
  });

  test('may be agreed to beforehand, but not that it sends a variable of something else', async () => {
    await trust(write(text(`${loopback}, passwordEnv: OVERLAY_LAB_PW`)), undefined, true);
    await expect(trust(write(text(`${loopback}, passwordEnv: AWS_SECRET`)), undefined, true)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('$AWS_SECRET'),
    });
  });
});

describe.skipIf(process.platform !== 'linux')('a practice lab’s own file', () => {
  const place = '.local/share/overlay-lab/practice/class';
  const own = text(`${loopback}, identityFile: ./key, knownHosts: ./known_hosts`);

  test('passes without a question, and its host keys count', async () => {
    expect(await trust(write(own, place))).toMatchObject({ ownFiles: true });
  });

  test.each([
    ['another place', own, 'practice/class'],
    ['a folder too deep', own, `${place}/below`],
    ['a node elsewhere', text('host: 10.0.0.1, port: 2201'), place],
    ['a node by a name', text('host: localhost, port: 2201'), place],
    ['a variable', text(`${loopback}, passwordEnv: OVERLAY_LAB_PW`), place],
    ['a key outside', text(`${loopback}, identityFile: ../../../../../.ssh/id_ed25519`), place],
    ['a known_hosts outside', text(`${loopback}, knownHosts: /etc/ssh/ssh_known_hosts`), place],
  ])('is none with %s', async (_, content, folder) => {
    await expect(trust(write(content, folder))).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('is none where others may write it, or a link leads to it', async () => {
    const file = write(own, place);
    chmodSync(file, 0o646);
    await expect(trust(file)).rejects.toMatchObject({ code: 'bad-input' });
    chmodSync(file, 0o644);
    chmodSync(path.dirname(file), 0o777);
    await expect(trust(file)).rejects.toMatchObject({ code: 'bad-input' });
    const real = write(own, 'downloads');
    mkdirSync(path.join(path.dirname(path.dirname(file)), 'linked'));
    const linked = path.join(path.dirname(path.dirname(file)), 'linked', 'lab.yaml');
    symlinkSync(real, linked);
    await expect(trust(linked)).rejects.toMatchObject({ code: 'bad-input' });
    symlinkSync(path.dirname(real), path.join(path.dirname(path.dirname(file)), 'folder'));
    await expect(trust(path.join(path.dirname(path.dirname(file)), 'folder', 'lab.yaml'))).rejects.toMatchObject({
      code: 'bad-input',
    });
    expect(readFileSync(real, 'utf8')).toBe(own);
  });
});
