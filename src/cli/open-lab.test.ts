import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { labText, played, standIn } from './fixtures/stand-in.ts';
import { runCli } from './program.ts';

const strange = labText.replace('port: 2201', 'port: 2201, passwordEnv: GITHUB_TOKEN');

describe('a lab file that was not used here before', () => {
  it.each([
    ['check'],
    ['run'],
    ['reset', '--yes'],
    ['undo', 'workers', '--yes'],
    ['status'],
    ['run', '--json', '--yes'],
  ])('is refused without a terminal: %s %s', async (...words) => {
    const stand = standIn({ startRun: played([]) });
    writeFileSync(path.join(stand.dir, 'lab.yaml'), strange);
    const labStatus = vi.fn(async () => ({ nodes: [] }));
    expect(await runCli(words, { ...stand.deps, labStatus })).toBe(2);
    expect(stand.stderr.text + stand.stdout.text).toContain('$GITHUB_TOKEN');
    expect([stand.started, labStatus.mock.calls]).toEqual([[], []]);
  });

  it('is shown on a terminal, and used after a yes only', async () => {
    for (const [typed, code] of [
      ['no\r', 130],
      ['yes\r', 0],
    ] as const) {
      const stand = standIn({ startRun: played([]), tty: true });
      writeFileSync(path.join(stand.dir, 'lab.yaml'), strange);
      const over = runCli(['check', '--yes'], stand.deps);
      await vi.waitFor(() => expect(stand.stderr.text).toMatch(/Use this lab file\? Type yes or no/), 10_000);
      expect(stand.stderr.text).toMatch(/node1: \S+@127\.0\.0\.1 port 2201[\s\S]*\$GITHUB_TOKEN to 127\.0\.0\.1 {2}<-/);
      stand.stdin.write(typed);
      expect(await over).toBe(code);
      expect(stand.started).toHaveLength(code === 0 ? 1 : 0);
    }
  });

  it('is used with --trust-lab, unless it sends what is not meant for this app', async () => {
    const stand = standIn({ startRun: played([]) });
    writeFileSync(path.join(stand.dir, 'lab.yaml'), strange);
    expect(await runCli(['check', '--trust-lab'], stand.deps)).toBe(2);
    writeFileSync(path.join(stand.dir, 'lab.yaml'), strange.replace('GITHUB_TOKEN', 'OVERLAY_LAB_PW'));
    expect(await runCli(['check', '--trust-lab'], stand.deps)).toBe(0);
  });
});
