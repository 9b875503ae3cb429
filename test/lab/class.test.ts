import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { SeatOutcome } from '../../src/shared/class/outcome.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { labFile } from '../support/nodes/run-lab.ts';

const program = fileURLToPath(new URL('../../bin/overlay-lab.mjs', import.meta.url));

/** A class with the test's machines at one seat, and at the other machines that are not there. */
describe.skipIf(!labFile)('a class with machines that exist', () => {
  const fresh = freshForAll();
  let home: string;

  beforeAll(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-class-'));
    const { lab, baseDir } = fresh.loaded;
    const inLab = (file: string | undefined) => (file === undefined ? undefined : path.resolve(baseDir, file));
    const nodes = lab.nodes.map(({ ssh, ...node }) => ({
      ...node,
      ssh: { ...ssh, identityFile: inLab(ssh.identityFile), knownHosts: inLab(ssh.knownHosts) },
    }));
    // Nothing listens on these.
    const away = nodes.map(({ ssh, ...node }, at) => ({ ...node, ssh: { ...ssh, port: 1 + at } }));
    const seats = [
      { name: 'here', nodes },
      { name: 'away', nodes: away },
    ];
    await writeFile(path.join(home, 'class.yaml'), stringify({ name: 'net', track: lab.track, seats }));
    // As if a person had compared the host keys.
    await mkdir(path.join(home, 'overlay-lab'), { recursive: true });
    await cp(path.join(baseDir, 'known_hosts'), path.join(home, 'overlay-lab', 'known_hosts'));
  });

  afterAll(async () => {
    if (home) await rm(home, { recursive: true, force: true });
  });

  async function call(words: string) {
    const env = { ...process.env, XDG_DATA_HOME: home, XDG_STATE_HOME: home, LC_ALL: 'C.UTF-8' };
    const all = [program, 'class', ...words.split(' '), '--json', '--yes', '--trust-lab'];
    const child = spawn(process.execPath, all, { env, cwd: home, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    const status = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
    const lines = stdout.trimEnd().split('\n');
    const seats = lines
      .map((line) => JSON.parse(line) as { type: string } & SeatOutcome)
      .filter(({ type, command }) => type === 'seat' && command !== undefined);
    return { status, seats: new Map(seats.map((one) => [one.seat, one])) };
  }

  test('the seat that is there is built and reset with proof; the other is named and waiting', async () => {
    const built = await call('run --to etcd --report built.csv');
    expect(built.status).toBe(1);
    expect(built.seats.get('here')).toMatchObject({ state: 'ok', part: 'etcd' });
    expect(built.seats.get('away')).toMatchObject({ state: 'unreachable', away: fresh.nodes });
    expect(await readFile(path.join(home, 'built.csv'), 'utf8')).toMatch(/here,.*reached etcd/);
    const again = await call('run --failed');
    expect([...again.seats.keys()]).toEqual(['away']);
    const reset = await call('reset --seats 1');
    expect(reset).toMatchObject({ status: 0 });
    expect(reset.seats.get('here')?.proof).toMatchObject({ equal: true, differences: [] });
    expect(await fresh.changes()).toEqual([]);
  });
});
