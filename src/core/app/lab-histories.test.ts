import { readdirSync } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { withNews } from '../../shared/snapshot/news.ts';
import { emptySnapshot, type LabSnapshot, runningIn } from '../../shared/snapshot/snapshot.ts';
import { exampleBodies, recorded } from '../report/fixtures/example-run.ts';
import { type TestClient, testCore } from './fixtures/test-core.ts';

/** A window's mirror of a lab: what it was told so far, and how often. */
async function mirror(client: TestClient, id: string) {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const seen = { snapshot: emptySnapshot, whole: 0, news: 0 };
  const stream = await client.labs.snapshot({ id }, { signal: stop.signal });
  void (async () => {
    for await (const news of stream) {
      seen.snapshot = withNews(seen.snapshot, news);
      seen.news += 1;
      if ('whole' in news) seen.whole += 1;
    }
  })().catch(() => undefined);
  const shows = (check: (snapshot: LabSnapshot) => void) => vi.waitFor(() => check(seen.snapshot), { timeout: 5_000 });
  return { seen, shows };
}

const step = { step: 'etcd', node: 'n1' };
const stateOf = ({ stands }: LabSnapshot) => stands.find((stand) => stand.step === 'etcd')?.state;

describe('the snapshot of a lab', () => {
  test('is told to two windows, first whole, then by what changed, and to one that comes in mid-run', async () => {
    const { client, openWindow, addLab, runs } = await testCore();
    const { id: lab } = await addLab();
    const first = await mirror(client, lab);
    const second = await mirror(openWindow().client, lab);
    const { run } = await client.runs.start({ lab, command: 'run' });
    const log = runs.started[0]?.log;
    log?.emit({ type: 'task', ...step, state: 'applying' });
    log?.emit({ type: 'change', ...step, change: 'unit a', fate: 'remove', undone: false });
    for (const { shows } of [first, second, await mirror(client, lab)])
      await shows((snapshot) => {
        expect(stateOf(snapshot)).toBe('working');
        expect(snapshot.toTakeBack).toHaveLength(1);
        expect(runningIn(snapshot)?.run).toBe(run);
      });
    log?.emit({ type: 'task', ...step, state: 'done' });
    await runs.started[0]?.end();
    for (const { seen, shows } of [first, second]) {
      await shows((snapshot) => {
        expect(stateOf(snapshot)).toBe('done');
        expect(snapshot.runs).toMatchObject([{ run, state: 'ok' }]);
      });
      expect(seen.whole).toBe(1);
    }
  });

  test('a flood of lines is no news, and what changes many times is told a few times', async () => {
    const { client, addLab, runs } = await testCore();
    const { id: lab } = await addLab();
    const { seen, shows } = await mirror(client, lab);
    await client.runs.start({ lab, command: 'run' });
    await shows((snapshot) => expect(runningIn(snapshot)).toBeDefined());
    const before = seen.news;
    for (let line = 0; line < 5_000; line += 1)
      runs.started[0]?.log.emit({ type: 'log', ...step, text: `line ${line}` });
    for (let at = 0; at < 1_000; at += 1)
      runs.started[0]?.log.emit({ type: 'progress', ...step, message: `${at}`, fraction: at / 1_000 });
    runs.started[0]?.log.emit({ type: 'task', ...step, state: 'done' });
    await shows((snapshot) => expect(stateOf(snapshot)).toBe('done'));
    expect(seen.news - before).toBeLessThan(20);
  });

  test('outlives the app, and what another program keeps later is counted when a window asks again', async () => {
    const { client, addLab, runs, env } = await testCore();
    const { id: lab, file } = await addLab();
    await client.runs.start({ lab, command: 'run' });
    runs.started[0]?.log.emit({ type: 'task', ...step, state: 'done' });
    await runs.started[0]?.end();

    const later = await testCore({ env });
    await later.client.labs.addFile({ path: file });
    const { shows } = await mirror(later.client, lab);
    await shows((snapshot) => expect(stateOf(snapshot)).toBe('done'));

    const kept = path.join(env.XDG_STATE_HOME, 'overlay-lab', 'class', 'runs');
    const at = new Date(Date.now() + 1000).toISOString();
    const lines = recorded(exampleBodies()).map((one) => JSON.stringify({ ...one, at, lab: 'class', run: 'foreign' }));
    const foreign = path.join(kept, 'foreign.jsonl');
    await writeFile(foreign, `${lines.slice(0, 40).join('\n')}\n`);
    const torn = await mirror(later.client, lab);
    await torn.shows((snapshot) =>
      expect(snapshot.runs.at(-1)).toMatchObject({ run: 'foreign', state: 'interrupted' }),
    );
    await appendFile(foreign, `${lines.slice(40).join('\n')}\n`);
    await writeFile(path.join(kept, 'broken.jsonl'), 'no event\n');
    const whole = await mirror(later.client, lab);
    await whole.shows((snapshot) => {
      expect(snapshot.runs.map(({ state }) => state)).toEqual(['ok', 'ok']);
      expect(snapshot.stands.find(({ step: one }) => one === 'tunnel')?.state).toBe('done');
    });
    expect(readdirSync(kept)).toHaveLength(3);
  });

  test('of a lab that is not in the list there is none', async () => {
    const { client } = await testCore();
    await expect(client.labs.snapshot({ id: 'file:/etc/passwd' })).rejects.toMatchObject({
      data: { code: 'not-found' },
    });
  });
});
