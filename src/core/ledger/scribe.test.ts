import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sha256 } from '../machine/file.ts';
import type { Node, RemoteProcess } from '../machine/port.ts';
import { type LocalNode, localNode } from './fixtures/local-node.ts';
import { leaseLapseSeconds, Scribe } from './scribe.ts';

const locals: LocalNode[] = [];
afterEach(async () => {
  for (const one of locals.splice(0)) await one.cutOff();
});

function fresh() {
  const local = localNode();
  locals.push(local);
  const folder = path.join(local.state, 'lab');
  const file = (name: string) => path.join(folder, name);
  const open = (holder = 'me@here', takeOver = false) => Scribe.open(local.node, 'lab', holder, { takeOver });
  const leave = (lease: string) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file('lease'), lease);
  };
  const text = (name = 'ledger.jsonl') => readFileSync(file(name), 'utf8');
  return { ...local, folder, file, open, leave, text };
}

/** Start time of a process as the kernel counts it, which makes a process number unique. */
const startOf = (pid: number) =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /, '').split(' ')[19] as string;

describe('writing', () => {
  it('makes the directory for root only, and appends records that stand apart by tabs as lines', async () => {
    const { open, text, folder, file } = fresh();
    const scribe = await open();
    await scribe.request('put {"a":"\\\\n $(x) `y`"}\t{"b":2}');
    await scribe.request('put {"c":3}');
    expect(text()).toBe('{"a":"\\\\n $(x) `y`"}\n{"b":2}\n{"c":3}\n');
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
    expect((statSync(file('ledger.jsonl')).mode & 0o777).toString(8)).toBe('600');
  });

  it('answers many requests at once in their order', async () => {
    const { open, text } = fresh();
    const scribe = await open();
    await Promise.all(Array.from({ length: 30 }, (_, index) => scribe.request(`put ${index}`)));
    expect(text().trim().split('\n').map(Number)).toEqual(Array.from({ length: 30 }, (_, index) => index));
  });

  it('keeps records of a hundred thousand characters whole', async () => {
    const { open, text } = fresh();
    const long = 'é'.repeat(100_000);
    await (await open()).request(`put ${long}`);
    expect(text()).toBe(`${long}\n`);
  });

  it('keeps the baseline whole, and a cut ledger beside what was cut off', async () => {
    const { open, text, folder } = fresh();
    const scribe = await open();
    await scribe.request('baseline {"v":1}');
    expect(text('baseline.json')).toBe('{"v":1}\n');
    await scribe.request('put 1\t2\t3');
    await scribe.request('cut 1');
    expect(text()).toBe('1\n');
    const damaged = readdirSync(folder).filter((name) => name.startsWith('ledger.damaged.'));
    expect(damaged.map((name) => text(name))).toEqual(['1\n2\n3\n']);
    await scribe.request('put 4');
    expect(text()).toBe('1\n4\n');
  });

  it('keeps the note of a reset of what was typed whole, until that is done', async () => {
    const { open, text, file } = fresh();
    const scribe = await open();
    await scribe.request('typed {"v":1}');
    await scribe.request('typed {"v":2}');
    expect(text('typed.json')).toBe('{"v":2}\n');
    await scribe.request('untyped');
    expect(existsSync(file('typed.json'))).toBe(false);
    await scribe.request('typed {"v":3}');
    expect(await scribe.request('forget')).toBe('');
  });

  it('says the checksum of the ledger that it found', async () => {
    const { open } = fresh();
    const first = await open();
    expect(first.ledgerSum).toBe('');
    await first.request('put 1');
    await first.close();
    expect((await open()).ledgerSum).toBe(sha256('1\n'));
  });

  it('refuses what it does not know', async () => {
    await expect((await fresh().open()).request('rm -rf /')).rejects.toMatchObject({ code: 'command-failed' });
  });

  it('says so where nothing can be written', async () => {
    const { open, state, node } = fresh();
    writeFileSync(path.join(state, 'lab'), 'a file where the directory should be');
    await expect(open()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/lab is no directory$/),
      details: { node: node.name, remedy: expect.any(String) },
    });
  });

  it('says so where the disk takes nothing any more', async () => {
    const { open, file } = fresh();
    const scribe = await open();
    mkdirSync(file('ledger.jsonl'));
    await expect(scribe.request('put 1')).rejects.toMatchObject({
      code: 'command-failed',
      message: expect.stringContaining('disk full'),
    });
  });

  it('forgets everything, and writes nothing any more', async () => {
    const { open, folder } = fresh();
    const scribe = await open();
    await scribe.request('put 1');
    await scribe.request('forget');
    expect(existsSync(folder)).toBe(false);
    await expect(scribe.request('put 2')).rejects.toMatchObject({ code: 'held' });
    await scribe.close();
    expect(existsSync(folder)).toBe(false);
  });

  it('leaves nothing beside another lab’s directory after it has forgotten', async () => {
    const { open, state } = fresh();
    mkdirSync(path.join(state, 'other'));
    const scribe = await open();
    await scribe.request('forget');
    await expect(scribe.request('beat')).rejects.toMatchObject({ code: 'held' });
    await scribe.close();
    expect(readdirSync(state)).toEqual(['other']);
  });
});

describe('the lease', () => {
  it('is refused while another app lives, and names it', async () => {
    const { open } = fresh();
    await open('anna@laptop (process 1)');
    const refused = open('ben@other');
    await expect(refused).rejects.toMatchObject({
      code: 'held',
      message: expect.stringMatching(/^anna@laptop \(process 1\) is working/),
    });
  });

  it('is free again when it was given back', async () => {
    const { open, file } = fresh();
    await (await open()).close();
    expect(existsSync(file('lease'))).toBe(false);
    await open('ben');
  });

  it('is free at once when its process is gone, and counts on', async () => {
    const { open, cutOff } = fresh();
    expect((await open()).epoch).toBe(1);
    await cutOff();
    expect((await open('ben')).epoch).toBe(2);
  });

  it.each([
    ['its input ends', (writer: RemoteProcess) => void writer.stdin.end()],
    ['it is told to end', (_: RemoteProcess, pid: number) => void process.kill(pid, 'SIGTERM')],
  ])('is given back where %s, by an app that says nothing', async (_when, end) => {
    const { node, file, open } = fresh();
    let writer: RemoteProcess | undefined;
    const seen: Node = {
      ...node,
      converse: async (conversation, args) => {
        writer = await node.converse(conversation, args);
        return writer;
      },
    };
    await Scribe.open(seen, 'lab', 'anna', { takeOver: false });
    expect(existsSync(file('lease'))).toBe(true);
    if (!writer) throw new Error('no writer was opened');
    end(writer, locals.at(-1)?.pids.at(-1) ?? 0);
    await writer.ended;
    expect(existsSync(file('lease'))).toBe(false);
    await open('ben');
  });

  it('is taken over when told so; the first one then writes nothing, not even at its end', async () => {
    const { open, text, file } = fresh();
    const first = await open('anna');
    await first.request('put 1');
    const second = await open('ben', true);
    await expect(first.request('put 2')).rejects.toMatchObject({ code: 'held' });
    await expect(first.request('beat')).rejects.toMatchObject({ code: 'held' });
    await expect(first.request('forget')).rejects.toMatchObject({ code: 'held' });
    await first.close();
    await second.request('put 3');
    expect(text()).toBe('1\n3\n');
    expect(readFileSync(file('lease'), 'utf8')).toContain('ben');
  });

  it('lapses without a beat, also while its process lives', async () => {
    const { open, file } = fresh();
    await open('anna');
    const old = Date.now() / 1000 - leaseLapseSeconds - 1;
    utimesSync(file('lease'), old, old);
    expect((await open('ben')).epoch).toBe(2);
  });

  it('is kept alive by a beat', async () => {
    const { open, file } = fresh();
    const scribe = await open('anna');
    const old = Date.now() / 1000 - leaseLapseSeconds - 1;
    utimesSync(file('lease'), old, old);
    await scribe.request('beat');
    await expect(open('ben')).rejects.toMatchObject({ code: 'held' });
  });

  it('knows a process number that is used again by its start time', async () => {
    const { open, leave } = fresh();
    leave(`7 ${process.pid} ${startOf(process.pid)} anna\n`);
    await expect(open('ben')).rejects.toMatchObject({ code: 'held' });
    leave(`7 ${process.pid} 1 anna\n`);
    expect((await open('ben')).epoch).toBe(8);
  });

  it.each(['', '\n', '7 1\n', 'x y z\n', '-1 1 1 a\n', '1;id 1 1 a\n', '08 1 1 a\n', 'a[$(id)] 1 1 a', '\0\0\n'])(
    'torn or edited as %j holds nobody off',
    async (lease) => {
      const { open, leave, text } = fresh();
      leave(lease);
      const scribe = await open();
      expect(scribe.epoch).toBeGreaterThan(0);
      await scribe.request('put 1');
      expect(text()).toBe('1\n');
    },
  );

  it('is given to one of many that ask in the same moment', async () => {
    const { open } = fresh();
    const ends = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => open(`app-${index}`)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a lost connection', () => {
  it('is told as unreachable, and close does not throw', async () => {
    const { open, cutOff, node } = fresh();
    const scribe = await open();
    await cutOff();
    await expect(scribe.request('put 1')).rejects.toMatchObject({ code: 'unreachable', details: { node: node.name } });
    await scribe.close();
  });

  it('leaves no process behind after close', async () => {
    const { open, pids } = fresh();
    await (await open()).close();
    expect(() => execFileSync('kill', ['-0', String(pids[0])], { stdio: 'ignore' })).toThrow();
  });
});
