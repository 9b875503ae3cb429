import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventSchema } from '../../src/shared/run/events.ts';
import type { Measurement } from '../../src/shared/run/measurements.ts';
import { changesBetween, type NodeState, statesOf } from '../support/nodes/node-state.ts';
import { type Ended, untilInNode } from '../support/nodes/practice.ts';
import { leftRunning } from '../support/nodes/processes.ts';
import { freshLab, labFile, namesOf } from '../support/nodes/run-lab.ts';

const program = fileURLToPath(new URL('../../bin/overlay-lab.mjs', import.meta.url));

/** The program itself, as a person or a script starts it: its exit codes, its two outputs, its signals. */
describe.skipIf(!labFile)('the command line', () => {
  let lab: string;
  let nodes: string[];
  let home: string;
  let before: Record<string, NodeState>;

  beforeAll(async () => {
    const loaded = await freshLab();
    lab = loaded.lab.name;
    nodes = namesOf(loaded);
    before = await statesOf(lab, nodes);
    home = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-line-'));
  });

  afterAll(async () => {
    if (home) await rm(home, { recursive: true, force: true });
    if (lab) await freshLab();
  });

  function start(words: readonly string[], file = labFile): { child: ReturnType<typeof spawn>; end: Promise<Ended> } {
    const env = { ...process.env, OVERLAY_LAB_FILE: file, XDG_STATE_HOME: home, LC_ALL: 'C.UTF-8' };
    const child = spawn(process.execPath, [program, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    const end = new Promise<Ended>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ status: code ?? -1, stdout, stderr }));
    });
    return { child, end };
  }

  const call = (words: string, file?: string) => start(words.split(' '), file).end;

  test('run --json: an event a line, the result with every measurement last, and 0', async () => {
    const { status, stdout } = await call('run --json --iperf-seconds 1');
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => eventSchema.parse(JSON.parse(line)));
    const result = events.at(-1);
    if (result?.type !== 'result') throw new Error(`The last line is no result: ${result?.type}`);
    expect(events.filter(({ type }) => type === 'result')).toHaveLength(1);
    expect({ status, ok: result.ok, errors: result.errors }).toEqual({ status: 0, ok: true, errors: [] });
    const told = events.flatMap((event) => (event.type === 'measurement' ? [event.measurement] : []));
    expect(result.measurements).toEqual(told);
    expect(new Set(told.map(nameOf))).toEqual(
      new Set(['ping', 'bandwidth native', 'bandwidth overlay', 'interface', 'tunnel']),
    );
  });

  test('a second run says 0 changes', async () => {
    const { status, stdout } = await call('run --skip iperf-native,iperf-overlay');
    expect(stdout).toMatch(/\b0 changes\b/);
    expect(status).toBe(0);
  });

  test('status and reports tell of that run', async () => {
    const told = await call('status');
    expect(told).toMatchObject({ status: 0, stdout: expect.stringContaining(lab) });
    expect(await call('report --format html')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^<!doctype/i),
    });
    expect(await call('report --format md')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^# /) });
    const json = await call('report --format json');
    expect(JSON.parse(json.stdout)).toMatchObject({ lab });
    expect(json.status).toBe(0);
  });

  test('Ctrl-C gives 130 and leaves no process on a node', async () => {
    const { child, end } = start(['run', '--only', 'iperf-native', '--iperf-seconds', '300']);
    await Promise.race([
      untilInNode(lab, 'node1', 'pgrep -x iperf3', 120),
      end.then(({ stdout, stderr }) => Promise.reject(new Error(`It ended before: ${stdout}${stderr}`))),
    ]);
    child.kill('SIGINT');
    expect((await end).status).toBe(130);
    expect(await Promise.all(nodes.map((node) => leftRunning(lab, node)))).toEqual(nodes.map(() => []));
  });

  test('a lab file that is wrong gives 2, with line and field', async () => {
    const file = path.join(home, 'bad.yaml');
    await writeFile(file, 'name: a\ntrack: etcd\nnetwork: {name: myapp}\nnodes:\n  - {name: n, address: 1.2.3.400}\n');
    const { status, stderr } = await call('check', file);
    expect(stderr).toContain(`${file}:5`);
    expect(stderr).toContain('nodes[0].address');
    expect(status).toBe(2);
  });

  test('a step that cannot be done gives 1, and a word that is no step 2', async () => {
    expect((await call('undo workers --yes')).status).toBe(0);
    expect((await call('run --only ping')).status).toBe(1);
    expect((await call('run --only pong')).status).toBe(2);
  });

  test('reset gives 0, and the nodes are as before', async () => {
    expect((await call('reset --yes')).status).toBe(0);
    expect(changesBetween(before, await statesOf(lab, nodes))).toEqual([]);
  });
});

const nameOf = (one: Measurement): string => (one.kind === 'bandwidth' ? `bandwidth ${one.path}` : one.kind);
