import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { classesDir, SeatMarks } from '../../../core/class/seat-marks.ts';
import { accessRoot } from '../../../core/practice/access.ts';
import type { PracticeLab } from '../../../core/practice/lines.ts';
import { LabError } from '../../../shared/errors.ts';
import type { EventBody } from '../../../shared/run/events.ts';
import { lasting, played, type StandIn, standIn } from '../../fixtures/stand-in.ts';
import type { PracticePort } from '../../practice-port.ts';
import { runCli } from '../../program.ts';

const wellBodies: EventBody[] = [
  { type: 'node', node: 'node1', state: 'ready', texts: {} },
  { type: 'run', command: 'run', nodes: ['node1'], tasks: [] },
];
const noFailure = played(wellBodies);
const refused: EventBody = {
  ...{ type: 'task', step: 'network', state: 'failed' },
  error: { code: 'refused', message: 'not here', texts: {} },
};
const failing = played([...wellBodies, refused]);

const inNode = { name: 'node1', address: '192.168.236.130', port: 2201, state: 'running' as const };

/** A class of three, with practice labs that are made of two files each; nothing real is touched. */
function classOf(options: Parameters<typeof standIn>[0] = {}): StandIn & { labs: Map<string, PracticeLab> } {
  const labs = new Map<string, PracticeLab>();
  const stand = standIn(options);
  const { dir, deps } = stand;
  const practice: Partial<PracticePort> = {
    practiceRequirements: async () => ({
      ...{ ok: true, missing: [], reasons: [] },
      ...{ memory: { freeMb: 2000, perNodeMb: 300 }, disk: { freeMb: 2000, perNodeMb: 100 } },
    }),
    practiceList: async () => [...labs.values()],
    practiceUp: async ({ name }) => labs.get(name) ?? made(name),
    practiceDown: async (name) => void labs.delete(name),
  };
  const made = (name: string): PracticeLab => {
    const folder = path.join(accessRoot(deps.io.env), name);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const labFile = path.join(folder, 'lab.yaml');
    const node = (number: number) =>
      `{name: node${number}, address: 10.0.0.${number}, ssh: {host: 127.0.0.1, port: ${2200 + number}}}`;
    writeFileSync(labFile, `name: ${name}\ntrack: etcd\nnetwork: {}\nnodes: [${node(1)}, ${node(2)}]\n`);
    writeFileSync(path.join(folder, 'key'), `key of ${name}`);
    const lab: PracticeLab = {
      ...{ name, suite: 'bookworm', state: 'running', labFile, accessDir: folder },
      nodes: [],
    };
    labs.set(name, lab);
    return lab;
  };
  Object.assign(deps.practice, practice, options.practice);
  writeFileSync(path.join(dir, 'class.yaml'), 'name: net\ntrack: etcd\nseats: 3\n');
  return Object.assign(stand, { labs });
}

const call = (stand: StandIn, words: string) => runCli(['class', ...words.split(' ')], stand.deps);

async function linesOf(stand: StandIn, words: string) {
  const before = stand.stdout.text.length;
  const code = await call(stand, `${words} --json`);
  const lines = stand.stdout.text.slice(before).trimEnd().split('\n');
  return { code, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

it('up makes a lab a seat, by class and seat, and runs are on each of them', async () => {
  const stand = classOf({ startRun: noFailure });
  expect(await call(stand, 'up')).toBe(0);
  expect([...stand.labs.keys()].toSorted()).toEqual(['net-s1', 'net-s2', 'net-s3']);
  expect(stand.stdout.text).toContain('Memory: 1800 MB will be needed, 2000 MB are free.');
  expect(await call(stand, 'run --seats 2-3 --to network --report done.md')).toBe(0);
  const [run, ...others] = stand.started.filter(({ command }) => command === 'run');
  expect(others).toHaveLength(1);
  expect(run?.only).toEqual(['preflight', 'image', 'etcd', 'daemon', 'network']);
  const report = readFileSync(path.join(stand.dir, 'done.md'), 'utf8');
  expect(report).toContain('| s2 |');
  expect(report).not.toContain('| s1 |');
});

it('up counts memory and disk first, and makes nothing where there is no room', async () => {
  const stand = classOf();
  writeFileSync(path.join(stand.dir, 'class.yaml'), 'name: net\nseats: 4\n');
  expect(await call(stand, 'up')).toBe(1);
  expect(stand.stderr.text).toMatch(/no room for the class.*2400 MB will be needed/s);
  expect(stand.labs.size).toBe(0);
});

it('with --json each line has its seat, and the last one the result', async () => {
  const stand = classOf({ startRun: noFailure });
  await call(stand, 'up');
  const { code, lines } = await linesOf(stand, 'check');
  expect(code).toBe(0);
  expect(lines.slice(0, -1).every(({ seat }) => ['s1', 's2', 's3'].includes(String(seat)))).toBe(true);
  expect(lines.filter(({ type }) => type === 'node')).toHaveLength(3);
  expect(lines.at(-1)).toMatchObject({ type: 'result', ok: true, class: 'net', seats: 3, well: 3 });
});

it('a seat that fails stops no other, and --failed does only that one again', async () => {
  const stand = classOf({
    startRun: (lab, request) => (lab.lab.name === 'net-s2' ? failing : noFailure)(lab, request),
  });
  await call(stand, 'up');
  const first = await linesOf(stand, 'run');
  expect(first.code).toBe(1);
  expect(first.lines.at(-1)).toMatchObject({ ok: false, well: 2, failed: ['s2'], waiting: [] });
  const again = await linesOf(stand, 'run --failed');
  expect(again.lines.at(-1)).toMatchObject({ seats: 1, failed: ['s2'] });
  expect(await call(stand, 'run --failed --seats s1')).toBe(2);
});

it('Ctrl-C cancels what runs and begins nothing else', async () => {
  const { startRun, state } = lasting(wellBodies);
  let runs = 0;
  let building = false;
  const stand = classOf({
    startRun: (lab, request) => {
      if (!building) return noFailure(lab, request);
      runs += 1;
      const run = startRun(lab, request);
      const end = state.ended;
      return { ...run, cancel: () => end() };
    },
  });
  writeFileSync(path.join(stand.dir, 'class.yaml'), 'name: net\nseats: 3\n');
  await call(stand, 'up');
  building = true;
  const all = call(stand, 'run');
  while (runs < 3) await new Promise(setImmediate);
  stand.signals.emit('SIGINT');
  expect(await all).toBe(130);
  expect(stand.exits).toEqual([]);
});

it('down removes the labs that the class made, and no other', async () => {
  const stand = classOf({ startRun: noFailure });
  await call(stand, 'up');
  const other = { ...(stand.labs.get('net-s1') as PracticeLab), name: 'net-s9', nodes: [inNode] };
  stand.labs.set('net-s9', other);
  // Somebody else's lab in the place of one of the class's.
  writeFileSync(path.join(accessRoot(stand.deps.io.env), 'net-s3', 'key'), 'another key');
  expect(await call(stand, 'down --yes')).toBe(1);
  expect([...stand.labs.keys()].toSorted()).toEqual(['net-s3', 'net-s9']);
  expect(stand.stdout.text).toContain('was not made by the class net');
});

it('down asks first', async () => {
  const stand = classOf({ startRun: noFailure });
  await call(stand, 'up');
  expect(await call(stand, 'down')).toBe(2);
  expect(stand.labs.size).toBe(3);
});

it('ready resets and looks at every seat, and says which is not', async () => {
  const stand = classOf({
    startRun: (lab, request) =>
      (lab.lab.name === 'net-s3' && request.command === 'reset' ? failing : noFailure)(lab, request),
  });
  await call(stand, 'up');
  expect(await call(stand, 'ready --yes')).toBe(1);
  expect(stand.stdout.text).toContain('Not ready: s3');
  expect(stand.started.filter(({ command }) => command === 'reset').map(({ depth }) => depth)).toEqual(
    Array.from({ length: 3 }, () => 'typed'),
  );
});

it('two class files of one name do not work on each other’s labs', async () => {
  const stand = classOf({ startRun: noFailure });
  await call(stand, 'up');
  writeFileSync(path.join(stand.dir, 'other.yaml'), 'name: net\nseats: 3\n');
  expect(await call(stand, 'check other.yaml')).toBe(1);
  expect(stand.stderr.text).toContain('The class net is that of');
  expect(await new SeatMarks(stand.deps.io.env, 'net').of('s1')).toBeDefined();
  expect(classesDir(stand.deps.io.env)).toContain(stand.dir);
});

it('a failure of the practice lab is that seat’s own', async () => {
  const stand = classOf({ startRun: noFailure });
  const { practiceUp } = stand.deps.practice;
  Object.assign(stand.deps.practice, {
    practiceUp: async (request: { name: string }, options: object) => {
      if (request.name === 'net-s1') throw new LabError('practice-lab', 'node1 does not boot');
      return practiceUp(request, options);
    },
  });
  const { code, lines } = await linesOf(stand, 'up');
  expect(code).toBe(1);
  expect(lines.at(-1)).toMatchObject({ failed: ['s1'], well: 2 });
});

it('evidence writes a signed report of each seat where something was done, and a gradebook; verify tells what was changed', async () => {
  const stand = classOf({ startRun: noFailure });
  await call(stand, 'up');
  expect(await call(stand, 'evidence --out none')).toBe(2);
  expect(stand.stderr.text).toContain('At no seat of net anything was done yet');
  await call(stand, 'run --seats s2');
  const { code, lines } = await linesOf(stand, 'evidence --out handed-in');
  const { files, gradebook, fingerprint, nothingDone } = lines.at(-1) as Record<string, string & string[]>;
  expect([code, files?.length, nothingDone]).toEqual([0, 1, ['s1', 's3']]);
  expect(readFileSync(gradebook ?? '', 'utf8')).toMatch(/\r\ns1,\r\ns2,,net-s2,/);
  const [file = ''] = files ?? [];
  const verify = (...words: string[]) => runCli(['verify', file, ...words], stand.deps);
  expect(await verify()).toBe(0);
  expect(stand.stdout.text).toContain('seat s2 of net');
  expect(await verify('--signed-by', fingerprint ?? '')).toBe(0);
  expect(await verify('--signed-by', `SHA256:${'A'.repeat(43)}`)).toBe(1);
  expect(await verify('--signed-by', 'me')).toBe(2);
  // On another machine nobody knows the key.
  rmSync(path.join(stand.dir, '.local', 'share', 'overlay-lab', 'signing-key.json'));
  expect(await verify()).toBe(1);
  expect(stand.stdout.text).toContain('give it with --signed-by');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"seat": "s2"', '"seat": "s3"'));
  expect(await verify('--signed-by', fingerprint ?? '')).toBe(1);
  expect(stand.stdout.text).toContain('NOT valid');
});

it('serves a class by a program of its own, which is told files by their whole paths and no secret', async () => {
  const stand = classOf();
  const words: (readonly string[])[] = [];
  Object.assign(stand.deps, { serveClass: async (given: readonly string[]) => words.push(given) - words.length });
  expect(await call(stand, 'serve --listen 10.0.0.5:443 --hours 3 --links links.csv --fresh')).toBe(0);
  const from = (name: string) => path.join(stand.dir, name);
  expect(words).toEqual([
    [`--class=${from('class.yaml')}`, '--listen=10.0.0.5:443', '--hours=3', `--links=${from('links.csv')}`, '--fresh'],
  ]);
  expect(await call(stand, 'serve --cert a.pem')).toBe(2);
  expect(await call(stand, 'serve none.yaml')).toBe(2);
  expect(words).toHaveLength(1);
});
