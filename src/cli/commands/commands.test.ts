import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { stateDir } from '../../core/gates/places.ts';
import { exampleBodies } from '../../core/report/fixtures/example-run.ts';
import { typedAt } from '../../core/report/fixtures/example-work.ts';
import { LabError } from '../../shared/errors.ts';
import { played, standIn } from '../fixtures/stand-in.ts';
import { typed } from '../fixtures/typed.ts';
import type { PracticePort } from '../practice-port.ts';
import { runCli } from '../program.ts';

const lab = {
  name: 'practice',
  suite: 'bookworm',
  state: 'running' as const,
  accessDir: '/somewhere',
  labFile: '/somewhere/lab.yaml',
  nodes: [{ name: 'node1', address: '192.168.236.130', port: 2201, state: 'running' as const }],
};
const all = async () => ({ ok: true, missing: [], reasons: [] });

describe('report', () => {
  it('writes the last run in every format', async () => {
    const stand = standIn({ startRun: played(exampleBodies()) });
    await runCli(['run'], stand.deps);
    for (const [file, start] of [
      ['a.html', '<!doctype html>'],
      ['a.md', '# class-a'],
      ['a.json', '{'],
    ] as const) {
      expect(await runCli(['report', '--out', file], stand.deps)).toBe(0);
      expect(readFileSync(path.join(stand.dir, file), 'utf8').startsWith(start)).toBe(true);
    }
    expect(await runCli(['report', '--format', 'csv'], stand.deps)).toBe(2);
    expect(await runCli(['report', '--format', 'csv', '--out', 'tables'], stand.deps)).toBe(0);
    const tables = readdirSync(path.join(stand.dir, 'tables')).sort();
    expect(tables).toEqual(['bandwidth', 'interfaces', 'pings', 'tunnel', 'work'].map((one) => `class-a-${one}.csv`));
    const before = stand.stdout.text.length;
    await runCli(['report', '--format', 'html'], stand.deps);
    expect(stand.stdout.text.slice(before)).toBe(readFileSync(path.join(stand.dir, 'a.html'), 'utf8'));
  });

  it('has all runs and what was typed', async () => {
    const stand = standIn({ startRun: played(exampleBodies()) });
    await runCli(['run'], stand.deps);
    const folder = path.join(stateDir(stand.deps.io.env), 'class-a');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'typed.jsonl'), `${JSON.stringify(typedAt(1))}\n{"others": 4}\n`);
    const before = stand.stdout.text.length;
    expect(await runCli(['report', '--format', 'json'], stand.deps)).toBe(0);
    const { runs, typed: hand, others } = JSON.parse(stand.stdout.text.slice(before));
    expect([runs.length, hand.length, others]).toEqual([1, 1, 4]);
  });

  it('reads what --json printed', async () => {
    const stand = standIn({ startRun: played(exampleBodies()) });
    await runCli(['run', '--json'], stand.deps);
    writeFileSync(path.join(stand.dir, 'run.jsonl'), stand.stdout.text);
    const other = standIn();
    other.deps.io.cwd = stand.dir;
    expect(await runCli(['report', '--run', 'run.jsonl'], other.deps)).toBe(0);
    expect(other.stdout.text).toContain('| native | 15.60 Gbit/s | 2.22 Gbit/s |');
  });

  it('refuses a file that cannot be written', async () => {
    const stand = standIn({ startRun: played(exampleBodies()) });
    await runCli(['run'], stand.deps);
    expect(await runCli(['report', '--out', 'no/where.html'], stand.deps)).toBe(2);
    expect(stand.stderr.text).toMatch(/could\s+not\s+be\s+written:\s+ENOENT/);
  });
});

describe('status', () => {
  it('tells lab, last run and what stands', async () => {
    const stand = standIn({ startRun: played(exampleBodies()) });
    const labStatus = async () => ({
      nodes: [
        {
          name: 'node1',
          changes: [{ step: 'etcd', change: 'service x', fate: 'remove' as const }],
          inDoubt: true,
          damage: 'The ledger on node1 is damaged',
        },
      ],
    });
    await runCli(['status'], stand.deps);
    expect(stand.stdout.text).toMatch(
      /Last run: none.*\n\nOn the nodes now:\n {2}node1: the app's ledger here has no entries/,
    );
    await runCli(['run'], stand.deps);
    expect(await runCli(['status'], { ...stand.deps, labStatus })).toBe(0);
    expect(stand.stdout.text).toMatch(/Last run: run at .* UTC, ok: 8 changes in/);
    expect(stand.stdout.text).toMatch(
      /node1: 1 change by the app\n {4}etcd: service x\n.*its outcome is unknown.*\n {4}The ledger on node1 is damaged\./,
    );
    const json = stand.stdout.text.length;
    await runCli(['status', '--json'], { ...stand.deps, labStatus });
    expect(JSON.parse(stand.stdout.text.slice(json))).toMatchObject({
      type: 'result',
      ok: true,
      lab: 'class-a',
      lastRun: { command: 'run', result: { ok: true } },
    });
  });
});

describe('practice', () => {
  const packages = { code: 'packages-missing', message: 'mmdebstrap: builds the nodes' };

  it('up asks before it installs what is missing, and remembers the lab', async () => {
    const install = vi.fn(async () => []);
    const requirements = async () => ({
      ok: false,
      missing: ['mmdebstrap'],
      reasons: [packages],
    });
    const up = vi.fn<PracticePort['practiceUp']>(async (_request, options) => {
      options?.onProgress?.({ stage: 'boot', percent: 50, message: 'node1 \x1b[2Jboots' });
      return lab;
    });
    const stand = standIn({
      tty: true,
      practice: { practiceRequirements: requirements, practiceInstall: install, practiceUp: up },
    });
    const over = runCli(['practice', 'up', '--nodes', '3', '--suite', 'trixie'], stand.deps);
    await typed(stand, /Install mmdebstrap\? Type yes or no/, 'yes\r');
    expect(await over).toBe(0);
    expect(install).toHaveBeenCalledOnce();
    expect(up.mock.calls[0]?.[0]).toEqual({ name: 'practice', nodes: 3, suite: 'trixie' });
    expect(stand.stdout.text).toMatch(/node1 boots/);
    expect(readFileSync(path.join(stand.dir, '.local/state/overlay-lab/last-lab'), 'utf8')).toBe(
      '/somewhere/lab.yaml\n',
    );
  });

  it('installs nothing unasked without a terminal', async () => {
    const install = vi.fn(async () => []);
    const requirements = async () => ({ ok: false, missing: ['x'], reasons: [packages] });
    const stand = standIn({ practice: { practiceRequirements: requirements, practiceInstall: install } });
    expect(await runCli(['practice', 'up'], stand.deps)).toBe(2);
    expect(install).not.toHaveBeenCalled();
  });

  it('tells with --json in lines of JSON only', async () => {
    const up: PracticePort['practiceUp'] = async (_request, options) => {
      options?.onProgress?.({ stage: 'boot', percent: 50, message: 'x' });
      return lab;
    };
    const stand = standIn({
      tty: true,
      practice: { practiceRequirements: all, practiceUp: up, practiceList: async () => [lab] },
    });
    await runCli(['practice', 'up', '--json'], stand.deps);
    await runCli(['practice', 'list', '--json'], stand.deps);
    const lines = stand.stdout.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { type: 'progress' },
      { type: 'result', ok: true, lab },
      { type: 'result', labs: [lab] },
    ]);
    expect(stand.stderr.text).toBe('');
  });

  it('means the only lab where none is named', async () => {
    const [reset, shell] = [vi.fn<PracticePort['practiceReset']>(async () => lab), vi.fn(async () => 7)];
    const stand = standIn({
      practice: { practiceList: async () => [lab], practiceReset: reset, practiceShell: shell },
    });
    expect(await runCli(['practice', 'reset', 'node2', 'node1'], stand.deps)).toBe(0);
    expect(reset.mock.calls[0]?.slice(0, 2)).toEqual(['practice', ['node2', 'node1']]);
    expect(await runCli(['practice', 'shell', 'node1'], stand.deps)).toBe(7);
    const none = standIn({ practice: { practiceList: async () => [] } });
    expect(await runCli(['practice', 'down'], none.deps)).toBe(2);
    const two = standIn({ practice: { practiceList: async () => [lab, { ...lab, name: 'other' }] } });
    expect(await runCli(['practice', 'down'], two.deps)).toBe(2);
    expect(two.stderr.text).toMatch(/practice, other/);
  });

  it('cannot work where more than packages is missing', async () => {
    const disk = { code: 'disk', message: '3 GB are needed.' };
    const practiceRequirements = async () => ({ ok: false, missing: ['x'], reasons: [packages, disk] });
    const stand = standIn({ practice: { practiceRequirements } });
    expect(await runCli(['practice', 'up', '--yes'], stand.deps)).toBe(1);
    expect(stand.stderr.text).toMatch(/cannot run here: 3 GB are needed/);
  });

  it('stops on Ctrl-C and waits for the end', async () => {
    let ended = false;
    const practiceUp: PracticePort['practiceUp'] = (_request, options) =>
      new Promise((_, reject) => {
        options?.signal?.addEventListener('abort', () => {
          ended = true;
          reject(new LabError('cancelled', 'Stopped.'));
        });
      });
    const stand = standIn({ practice: { practiceRequirements: all, practiceUp } });
    const over = runCli(['practice', 'up'], stand.deps);
    await vi.waitFor(() => expect(stand.signals.listenerCount('SIGINT')).toBe(1));
    stand.signals.emit('SIGINT');
    expect([await over, ended]).toEqual([130, true]);
  });
});
