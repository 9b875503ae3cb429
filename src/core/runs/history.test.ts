import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { EventLog } from '../engine/event-log.ts';
import { stateDir } from '../gates/places.ts';
import { exampleBodies, recorded } from '../report/fixtures/example-run.ts';
import { keepRun, keptRunsOf } from './history.ts';
import { readRun } from './read-run.ts';

const fresh = () => temporaryFolder('history');
const keep = (state: string, run: string, failed = vi.fn()) => {
  const log = new EventLog('class-a', run);
  return { log, failed, ...keepRun({ id: run, listen: (listener) => log.listen(listener) }, 'class-a', state, failed) };
};

describe('history', () => {
  it('keeps a run as it was told, for its owner only', async () => {
    const state = fresh();
    const { log, end } = keep(state, 'run-1');
    for (const body of exampleBodies()) log.emit(body);
    end();
    log.emit({ type: 'log', step: 'etcd', text: 'after the end' });
    const [file = ''] = keptRunsOf('class-a', state);
    expect(await readRun(file)).toEqual(log.events.slice(0, -1));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file)).mode & 0o077).toBe(0);
  });

  it('keeps the newest 20 of a lab and leaves other labs alone', () => {
    const state = fresh();
    const other = keepRun({ id: 'other', listen: () => () => {} }, 'class-b', state, vi.fn());
    other.end();
    for (let run = 1; run <= 25; run += 1) {
      const { log, end } = keep(state, `run-${run}`);
      log.emit({ type: 'log', step: 'etcd', text: 'x' });
      end();
      const file = path.join(state, 'class-a', 'runs', `run-${run}.jsonl`);
      utimesSync(file, run, run);
    }
    const kept = keptRunsOf('class-a', state).map((file) => path.basename(file, '.jsonl'));
    expect(kept).toEqual(Array.from({ length: 20 }, (_, index) => `run-${25 - index}`));
    expect(keptRunsOf('class-b', state)).toHaveLength(1);
  });

  it('never leaves its directory, whatever a run is called', () => {
    const state = fresh();
    keep(state, '../../../evil/../x').end();
    expect(readdirSync(path.join(state, 'class-a', 'runs'))).toEqual(['_________evil____x.jsonl']);
  });

  it('tells once that it cannot write, and continues', () => {
    const file = path.join(fresh(), 'file');
    writeFileSync(file, '');
    const { log, failed, end } = keep(file, 'run-1');
    for (const body of exampleBodies()) log.emit(body);
    end();
    expect(failed).toHaveBeenCalledTimes(1);
    expect(existsSync(path.join(file, 'class-a'))).toBe(false);
  });

  it('stands where XDG says', () => {
    expect(stateDir({ XDG_STATE_HOME: '/s', HOME: '/h' })).toBe('/s/overlay-lab');
    expect(stateDir({ XDG_STATE_HOME: 'relative', HOME: '/h' })).toBe('/h/.local/state/overlay-lab');
    expect(stateDir({ HOME: '/h' })).toBe('/h/.local/state/overlay-lab');
  });
});

describe('readRun', () => {
  const written = (text: string) => {
    const file = path.join(fresh(), 'run.jsonl');
    writeFileSync(file, text);
    return file;
  };
  const lines = recorded(exampleBodies().slice(0, 3), false).map((event) => `${JSON.stringify(event)}\n`);

  it('leaves out a last line that a kill tore, at every byte', async () => {
    const last = lines.at(-1) ?? '';
    const whole = lines.slice(0, -1).join('');
    for (let length = 0; length < last.length; length += 7)
      expect(await readRun(written(whole + last.slice(0, length)))).toHaveLength(2);
    const file = written(whole);
    appendFileSync(file, last);
    expect(await readRun(file)).toHaveLength(3);
  });

  it.each([
    ['', /no run events/],
    ['{}\n', /:1: /],
    [`${lines[0]}not json\n`, /:2: not JSON/],
    [`${lines[0]}{"type":"task","lab":"a","run":"b","seq":0,"at":"","step":"etcd","state":"done"}\n`, /:2: seq: /],
    ['[]\n', /:1: /],
    ['null\n', /:1: /],
  ])('refuses %j with file and line', async (text, message) => {
    await expect(readRun(written(text))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(message),
    });
  });

  it('refuses what is no file', async () => {
    await expect(readRun(fresh())).rejects.toMatchObject({ code: 'bad-input' });
    await expect(readRun('/nowhere/x')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a kept run that is none', () => {
  it.each([
    ['a pipe that nobody writes', 'bad-input', (file: string) => execFileSync('mkfifo', [file])],
    ['a folder', 'bad-input', (file: string) => mkdirSync(file)],
    [
      'larger than any run',
      'too-large',
      (file: string) => {
        writeFileSync(file, '');
        truncateSync(file, 65 * 1024 * 1024);
      },
    ],
    ['nested without end', 'bad-input', (file: string) => writeFileSync(file, `${'['.repeat(1_000_000)}\n`)],
  ])('%s is refused at once', async (_, code, make) => {
    const file = path.join(temporaryFolder('kept'), 'run.jsonl');
    make(file);
    await expect(readRun(file)).rejects.toMatchObject({ code, details: { file } });
  });
});
