import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { standIn } from './fixtures/stand-in.ts';
import { runCli } from './program.ts';

const sha = 'a'.repeat(64);

/** Words of the command line, and what the message must name. */
const bad: [string, RegExp][] = [
  ['', /Usage: overlay-lab/],
  ['frobnicate', /no command 'frobnicate'/],
  ['run extra', /Too many arguments/],
  ['check --frob', /no option '--frob'/],
  ['run --lab', /value is missing/],
  ['run --lab=', /path of a file/],
  ['run --lab /nowhere/lab.yaml', /Lab file not found: \/nowhere\/lab.yaml/],
  ['run --lab broken.yaml', /broken.yaml:2: track/],
  ['run --lab .', /is not a regular file/],
  ['check --lab a\nb', /path of a file/],
  ['run --only', /value is missing/],
  ['run --only=', /Unknown step ''/],
  ['run --only etcd,', /Unknown step ''/],
  ['run --only etcd,docker', /Unknown step 'docker'.*preflight/s],
  ['run --only ETCD', /Unknown step 'ETCD'/],
  ['run --only \u001b[31m', /Unknown step '\?\[31m'/],
  ['check --skip nothing', /Unknown step 'nothing'/],
  ['run --only etcd,ping --skip ping,etcd', /leave no step/],
  ['run --iperf-seconds', /value is missing/],
  ['run --iperf-seconds 0', /from 1 to 3600/],
  ['run --iperf-seconds 3601', /from 1 to 3600/],
  ['run --iperf-seconds -1', /from 1 to 3600/],
  ['run --iperf-seconds 1.5', /from 1 to 3600/],
  ['run --iperf-seconds 1e3', /from 1 to 3600/],
  ['run --iperf-seconds 0x10', /from 1 to 3600/],
  ['run --iperf-seconds ten', /from 1 to 3600/],
  ['run --iperf-streams', /value is missing/],
  ['run --iperf-streams 0', /from 1 to 64/],
  ['run --iperf-streams 65', /from 1 to 64/],
  ['check --iperf-streams 2.0', /from 1 to 64/],
  ['run --iperf-repeats', /value is missing/],
  ['run --iperf-repeats 0', /from 1 to 20/],
  ['run --iperf-repeats 21', /from 1 to 20/],
  ['run --iperf-repeats=', /from 1 to 20/],
  ['run --iperf-direction', /value is missing/],
  ['run --iperf-direction backwards', /one of these: forward, reverse/],
  ['run --iperf-direction REVERSE', /one of these: forward, reverse/],
  ['reset --iperf-streams 2', /no option/],
  ['run --image=', /image's name/],
  ['run --image --privileged', /image's name|value is missing/],
  ['run --image=-v', /image's name/],
  ['run --image=a b', /image's name/],
  ['run --image=$(id)', /image's name/],
  [`run --etcd-archive http://host/etcd.tar.gz --etcd-sha256 ${sha}`, /https/],
  [`run --etcd-archive ftp://host/etcd.tar.gz --etcd-sha256 ${sha}`, /https/],
  [`run --etcd-archive nowhere.tar.gz --etcd-sha256 ${sha}`, /Archive not found/],
  ['run --etcd-archive lab.yaml', /must be given together/],
  [`run --etcd-sha256 ${sha}`, /must be given together/],
  ['run --etcd-archive lab.yaml --etcd-sha256 abc', /64 hexadecimal/],
  [`run --etcd-archive lab.yaml --etcd-sha256 ${'g'.repeat(64)}`, /64 hexadecimal/],
  ['run --include-unowned', /no option/],
  ['undo', /argument 'step' is missing/],
  ['undo everything', /Unknown step 'everything'/],
  ['undo etcd daemon', /Too many arguments/],
  ['undo etcd --lab /nowhere', /Lab file not found:/],
  ['undo etcd', /no terminal to ask on/],
  ['reset', /no terminal to ask on/],
  ['reset --only etcd', /no option '--only'/],
  ['status --lab /nowhere', /Lab file not found:/],
  ['report --format pdf', /html, md, json/],
  ['report --out=', /path of a file/],
  ['report --run nowhere.jsonl', /File not found/],
  ['report --run lab.yaml', /lab.yaml:1: not JSON/],
  ['report', /Nothing was done in class-a yet/],
  ['practice frob', /no command 'frob'/],
  ['practice up --nodes 1', /from 2 to 60/],
  ['practice up --nodes 61', /from 2 to 60/],
  ['practice up --nodes two', /from 2 to 60/],
  ['practice up --suite sid', /bookworm, trixie/],
  ['practice up UPPER', /starts with a letter/],
  ['practice up -- -x', /starts with a letter/],
  ['practice down ../etc', /starts with a letter/],
  ['practice shell', /argument 'node' is missing/],
  ['practice shell node0', /called node1/],
  ['practice shell node1;id', /called node1/],
  ['practice reset node1 nodeX', /called node1/],
  ['practice shell node1 --name X', /starts with a letter/],
];

/** Spaces tell words apart; a value that holds one is written with '='. */
function wordsOf(line: string): string[] {
  if (line === '') return [];
  return line.includes('=a b') ? ['run', '--image=a b'] : line.split(' ');
}

describe('bad usage ends with 2, says why, and starts nothing', () => {
  it.each(bad)('%s', async (line, message) => {
    const stand = prepared();
    const code = await runCli(wordsOf(line), stand.deps);
    expect(stand.stderr.text.replace(/\s+/g, ' ')).toMatch(message);
    expect([code, stand.started, stand.stdout.text]).toEqual([2, [], '']);
    expect(stand.stderr.text).not.toMatch(/\u001b|Error:|at .*\.ts/);
  });

  it.each(bad)('with --json, as one result line: %s', async (line, message) => {
    const stand = prepared();
    const code = await runCli(['--json', ...wordsOf(line)], stand.deps);
    const lines = stand.stdout.text.trimEnd().split('\n');
    expect([code, lines.length, stand.started, stand.stderr.text]).toEqual([2, 1, [], '']);
    const result = JSON.parse(lines[0] ?? '');
    expect(result).toMatchObject({ type: 'result', ok: false });
    expect(['bad-input', 'not-found']).toContain(result.errors[0].code);
    if (line !== '') expect(result.errors[0].message).toMatch(message);
  });

  function prepared() {
    const stand = standIn({ practice: { practiceRequirements: async () => ({ ok: true, missing: [], reasons: [] }) } });
    writeFileSync(path.join(stand.dir, 'broken.yaml'), 'name: x\ntrack: macvlan\nnetwork: {}\nnodes: []\n');
    return stand;
  }
});

describe('good usage', () => {
  it('hands everything to core', async () => {
    const stand = standIn();
    const words = `run --only etcd,daemon --only ping --skip ping --iperf-seconds 3600 --image ubuntu:14.04 --take-over --etcd-archive lab.yaml --etcd-sha256 ${sha.toUpperCase()}`;
    expect(await runCli(words.split(' '), stand.deps)).toBe(0);
    expect(stand.started[0]).toMatchObject({
      command: 'run',
      only: ['etcd', 'daemon', 'ping'],
      skip: ['ping'],
      takeOver: true,
      options: {
        iperfSeconds: 3600,
        image: 'ubuntu:14.04',
        etcdArchive: { source: path.join(stand.dir, 'lab.yaml'), sha256: sha },
      },
    });
  });

  it('hands core how to measure, and nothing where nothing is said', async () => {
    const [said, unsaid] = [standIn(), standIn()];
    const words = 'run --iperf-streams 64 --iperf-repeats 20 --iperf-direction reverse';
    expect(await runCli(words.split(' '), said.deps)).toBe(0);
    expect(await runCli(['run', '--iperf-direction', 'forward'], unsaid.deps)).toBe(0);
    const asked = [...said.started, ...unsaid.started].map(({ options }) => options);
    expect(asked).toEqual([
      { iperfSeconds: 10, iperfStreams: 64, iperfRepeats: 20, iperfReverse: true },
      { iperfSeconds: 10 },
    ]);
  });

  it('takes --json and --yes before or after the command', async () => {
    for (const words of [
      ['--json', '--yes', 'reset'],
      ['reset', '--yes', '--json'],
    ]) {
      const stand = standIn();
      expect(await runCli(words, stand.deps)).toBe(0);
      expect(stand.started).toMatchObject([{ command: 'reset', includeUnowned: false }]);
      expect(JSON.parse(stand.stdout.text)).toMatchObject({ type: 'result', ok: true, command: 'reset' });
    }
  });

  it('undoes one step', async () => {
    const stand = standIn();
    expect(await runCli(['undo', 'workers', '--include-unowned', '--yes'], stand.deps)).toBe(0);
    expect(stand.started).toMatchObject([{ command: 'undo', step: 'workers', includeUnowned: true }]);
  });

  it('shows help on stdout, and as JSON where JSON is wanted', async () => {
    const [plain, json] = [standIn(), standIn()];
    expect(await runCli(['run', '--help'], plain.deps)).toBe(0);
    expect(plain.stdout.text).toMatch(/--iperf-seconds.*--iperf-streams.*--iperf-repeats.*--iperf-direction/s);
    expect(await runCli(['run', '--help', '--json'], json.deps)).toBe(0);
    expect(JSON.parse(json.stdout.text)).toMatchObject({ type: 'result', ok: true });
  });
});
