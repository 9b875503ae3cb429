import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { nodeProgramScript } from './node-program-script.ts';

const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
});

/** The program on this machine, with these programs and no others; `most` lines a source. */
function program(programs: Record<string, string>, { most = 100, files = [] as string[] } = {}) {
  const folder = temporaryFolder('watch-program');
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  for (const [name, text] of Object.entries(programs))
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  for (const name of ['sh', 'stat', 'head', 'sleep', 'cat', 'dirname', 'rm'])
    if (!programs[name])
      symlinkSync(
        execFileSync('/bin/sh', ['-c', `command -v ${name}`])
          .toString()
          .trim(),
        path.join(bin, name),
      );
  const clock = path.join(folder, 'clock');
  const clockIs = (seconds: number) => writeFileSync(clock, `${seconds}.50 0.00\n`);
  clockIs(1);
  const argv = ['-c', nodeProgramScript, 'overlay-lab-looks', String(most), clock, ...files];
  const child = spawn('/bin/sh', argv, {
    env: { PATH: bin },
    detached: true,
  });
  ended.push(() => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {}
  });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const until = (pattern: RegExp) => vi.waitFor(() => expect(text).toMatch(pattern), { timeout: 20_000, interval: 20 });
  const beat = (word: string) => {
    child.stdin.write(`${word}\n`);
    return until(new RegExp(`^t ${word}$`, 'm'));
  };
  return { child, folder, beat, until, clockIs, text: () => text };
}

test('with none of its sources there, it says so, and looks at what it can', async () => {
  const { until, beat } = program({});
  await until(/^upto all$/m);
  await until(/^lacks ip\nlacks bridge\nlacks docker\nlacks iptables$/m);
  await beat('1');
});

test('a source that says too much is started again later, and says that something is missing', async () => {
  const flood = 'i=0; while [ $i -lt 500 ]; do echo "[RULE]$i: from all lookup $i"; i=$((i+1)); done; sleep 60';
  const { until, beat, text } = program({ ip: `case "$*" in *monitor*) ${flood};; esac` }, { most: 50 });
  await until(/^many I$/m);
  expect(text().match(/^I /gm)).toHaveLength(50);
  for (let at = 0; at < 12 && !/^many I$[\s\S]*^many I$/m.test(text()); at++) {
    await beat(`b${at}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await until(/^many I$[\s\S]*^many I$/m);
  // Started again, it is listed again: what was missed comes by the list.
  expect(text().match(/^from I$/gm)?.length).toBeGreaterThan(1);
});

/** An `ip` that announces so many changes as soon as there is a file `go`, removes it, and waits for the next one. */
const ipThatGoes = (count: number) => `case "$*" in *monitor*) ;; *) exit;; esac
go="$(dirname "$0")/../go"
while :; do
  while [ ! -e "$go" ]; do sleep 0.02; done; rm "$go"
  i=0; while [ $i -lt ${count} ]; do echo "[RULE]$i: from all lookup $i"; i=$((i+1)); done
done`;

test('what a source says in a second counts, and not what it has said in all', async () => {
  const { folder, until, clockIs, text } = program({ ip: ipThatGoes(40) }, { most: 50 });
  await until(/^upto all$/m);
  for (const second of [1, 2, 3]) {
    clockIs(second);
    writeFileSync(path.join(folder, 'go'), '');
    await vi.waitFor(() => expect(text().match(/^I /gm)).toHaveLength(second * 40), { timeout: 20_000, interval: 20 });
  }
  expect(text()).not.toMatch(/^many/m);
  writeFileSync(path.join(folder, 'go'), '');
  await until(/^many I$/m);
  expect(text().match(/^I /gm)).toHaveLength(130);
});

test('what happens first while the lease is held says so, before the lease was looked at', async () => {
  const lease = path.join(temporaryFolder('watch-lease'), 'lease');
  const { folder, until, text } = program({ ip: ipThatGoes(1) }, { files: [lease] });
  await until(/^upto all$/m);
  writeFileSync(lease, '');
  writeFileSync(path.join(folder, 'go'), '');
  await until(/^I /m);
  expect(text()).toMatch(/^held\nI \[RULE\]0/m);
  rmSync(lease);
  writeFileSync(path.join(folder, 'go'), '');
  await vi.waitFor(() => expect(text().match(/^I /gm)).toHaveLength(2), { timeout: 20_000, interval: 20 });
  expect(text().match(/^held$/gm)).toHaveLength(1);
});

test('files: written, written again, removed', async () => {
  const folder = temporaryFolder('watch-files');
  const file = path.join(folder, 'daemon.json');
  const { until, beat, text } = program({}, { files: [file] });
  await until(/^upto all$/m);
  const twice = async (word: string) => {
    await beat(`${word}1`);
    await beat(`${word}2`);
  };
  writeFileSync(file, '{}');
  await twice('a');
  await until(new RegExp(`^f ${file} \\d+ 2 `, 'm'));
  writeFileSync(file, '[1]');
  await twice('b');
  await until(new RegExp(`^f ${file} \\d+ 3 `, 'm'));
  rmSync(file);
  await twice('c');
  await until(new RegExp(`^f ${file}$`, 'm'));
  const before = text().match(/^f /gm)?.length;
  await twice('d');
  expect(text().match(/^f /gm)?.length).toBe(before);
});

test('firewall rules are looked at where nothing announces them', async () => {
  const iptables =
    'test ! -e "$(dirname "$0")/../held" || exit 4; [ "$*" != "-w 1 -S" ] || cat "$(dirname "$0")/../rules"';
  const { folder, until, beat, text } = program({ iptables });
  writeFileSync(path.join(folder, 'rules'), '-P INPUT ACCEPT\n');
  await until(/^upto all$/m);
  await beat('1');
  await beat('2');
  writeFileSync(path.join(folder, 'rules'), '-P INPUT ACCEPT\n-A INPUT -s 10.0.0.1 -j DROP\n');
  await beat('3');
  await beat('4');
  await until(/^r \+ -A INPUT -s 10\.0\.0\.1 -j DROP$/m);
  // While somebody changes them they cannot be read, and are not gone.
  writeFileSync(path.join(folder, 'held'), '');
  await beat('held 1');
  await beat('held 2');
  rmSync(path.join(folder, 'held'));
  expect(text()).not.toMatch(/^r -/m);
  writeFileSync(path.join(folder, 'rules'), '-P INPUT ACCEPT\n');
  await beat('5');
  await beat('6');
  await until(/^r - -A INPUT -s 10\.0\.0\.1 -j DROP$/m);
});

test('a program that becomes a daemon late is seen', async () => {
  const { folder, until, beat, text } = program({});
  const daemon = path.join(folder, 'etcd');
  writeFileSync(daemon, '#!/bin/sh\nread -r never\n', { mode: 0o755 });
  await until(/^upto all$/m);
  const child = spawn('/bin/sh', ['-c', `read -r go; exec ${daemon}`], { stdio: ['pipe', 'ignore', 'ignore'] });
  ended.push(() => child.kill('SIGKILL'));
  for (const word of ['a', 'b', 'c']) await beat(word);
  expect(text()).not.toContain(` etcd ${child.pid}`);
  child.stdin.write('\n');
  await vi.waitFor(() => expect(readFileSync(`/proc/${child.pid}/comm`, 'utf8')).toBe('etcd\n'));
  for (const word of ['d', 'e', 'f', 'g', 'h', 'i']) await beat(word);
  expect(text()).toContain(`p + etcd ${child.pid}\n`);
});

test('a program that only prints its version is no daemon', async () => {
  const { folder, until, beat, text } = program({});
  const daemon = path.join(folder, 'etcd');
  // A copy of what waits for its input and takes no word: what stands between two words is read as nothing.
  cpSync('/bin/cat', daemon);
  await until(/^upto all$/m);
  const start = (argv0: string) => {
    const child = spawn(daemon, { argv0, stdio: ['pipe', 'ignore', 'ignore'] });
    ended.push(() => child.kill('SIGKILL'));
    return child.pid;
  };
  const asked = start('/usr/bin/etcd--version');
  const serves = start('/usr/bin/etcd');
  for (const word of ['a', 'b', 'c', 'd', 'e', 'f']) await beat(word);
  expect(text()).toContain(`p + etcd ${serves}\n`);
  expect(text()).not.toContain(` etcd ${asked}\n`);
});

test.skipIf(existsSync('/var/run/docker.sock'))(
  'Docker is asked once a dockerd has its socket open, and not before',
  async () => {
    const docker = 'case "$*" in *--until*) echo asked >>"$(dirname "$0")/../asked";; *) sleep 60;; esac';
    const { folder, until, beat, text } = program({ docker, systemctl: 'true' });
    await until(/^upto all$/m);
    const listen =
      "process.title = 'dockerd'; process.stdin.once('data', () => require('net').createServer().listen(process.argv[1]))";
    const socket = path.join(folder, 'docker.sock');
    const child = spawn(process.execPath, ['-e', listen, socket], { stdio: ['pipe', 'ignore', 'ignore'] });
    ended.push(() => child.kill('SIGKILL'));
    await vi.waitFor(() => expect(readFileSync(`/proc/${child.pid}/comm`, 'utf8')).toBe('dockerd\n'), {
      timeout: 20_000,
    });
    for (const word of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await beat(word);
    expect(text()).toContain(`p + dockerd ${child.pid}\n`);
    expect(existsSync(path.join(folder, 'asked'))).toBe(false);
    child.stdin.write('\n');
    await vi.waitFor(() => expect(existsSync(socket)).toBe(true), { timeout: 20_000 });
    await beat('open');
    await vi.waitFor(() => expect(existsSync(path.join(folder, 'asked'))).toBe(true), { timeout: 20_000 });
    for (let at = 0; at < 20 && !text().includes('d answers'); at++) {
      await beat(`g${at}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(text()).toContain('d answers\n');
  },
);

test('it ends with its input', async () => {
  const { child, until } = program({});
  await until(/^upto all$/m);
  const over = new Promise((resolve) => child.once('exit', resolve));
  child.stdin.end();
  expect(await over).toBe(0);
});
