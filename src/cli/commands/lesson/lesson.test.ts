import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { standIn } from '../../fixtures/stand-in.ts';
import { runCli } from '../../program.ts';

const opened = () => {
  const stand = standIn();
  const folder = path.join(stand.dir, 'mine');
  const checked: string[] = [];
  const runChecks: typeof stand.deps.runChecks = async (_, checks) => {
    checked.push(...checks.map(({ node }) => node));
    return checks.map(({ at, node }) => ({ at, node, state: 'unmet' as const, why: 'as it should not be' }));
  };
  const told = async (...words: string[]) => {
    stand.stdout.text = stand.stderr.text = '';
    const code = await runCli(['lesson', ...words], { ...stand.deps, runChecks });
    return { code, text: stand.stdout.text, error: stand.stderr.text };
  };
  return { folder, told, checked };
};

it('a new lesson is a good one, and is not written over', async () => {
  const { folder, told } = opened();
  expect((await told('new', folder)).code).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(['lesson.yaml', 'look.md', 'reach.md']);
  expect(await told('check', folder)).toMatchObject({ code: 0, text: expect.stringMatching(/2 parts, 5 checks/) });
  expect(await told('new', folder)).toMatchObject({ code: 2, error: expect.stringContaining('is there already') });
});

it('each fault is told with file, line and remedy', async () => {
  const { folder, told } = opened();
  await told('new', folder);
  writeFileSync(path.join(folder, 'look.md'), '---\ntitle: a\ngaol: b\n---\n<b>\n');
  const { code, text } = await told('check', folder);
  expect(code).toBe(1);
  expect(text).toContain(`${path.join(folder, 'look.md')}:3: gaol: unknown field; did you mean “goal”?\n    Correct`);
  expect(text).toContain(`${path.join(folder, 'look.md')}:5: has HTML`);
  expect(text).toContain('2 faults.');
  const json = (await told('check', folder, '--json')).text.trim().split('\n');
  expect(json.map((line) => JSON.parse(line))).toMatchObject([
    { type: 'fault', file: 'look.md', line: 3, remedy: expect.any(String) },
    { type: 'fault', file: 'look.md', line: 5 },
    { type: 'result', ok: false, command: 'lesson check', faults: 2 },
  ]);
});

it('what is no lesson is bad usage', async () => {
  const { folder, told } = opened();
  expect(await told('check', folder)).toMatchObject({ code: 2, error: expect.stringContaining('There is no folder') });
  expect((await told('check')).code).toBe(2);
});

it('checks run on nodes after their commands were shown, and not where the lesson has faults', async () => {
  const { folder, told, checked } = opened();
  await told('new', folder);
  const asked = await told('run-checks', folder);
  expect(asked).toMatchObject({ code: 2, text: '' });
  expect(checked).toEqual([]);
  const { code, text } = await told('run-checks', folder, '--yes');
  expect(code).toBe(1);
  expect(text).toContain('ping -c 1 -W 2 192.168.236.131 – succeeds and prints a line with “1 received”');
  expect(text).toContain('    as it should not be');
  expect(text).toContain('0 of 7 checks hold.');
  const lines = (await told('run-checks', folder, '--yes', '--json', '--part', 'reach')).text.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { type: 'check', part: 'reach', node: 'node1', state: 'unmet', what: expect.any(String) },
    { type: 'check', part: 'reach', node: 'node1', state: 'unmet' },
    { type: 'result', ok: false, met: 0, checks: 2 },
  ]);
  expect((await told('run-checks', folder, '--yes', '--part', 'nope')).code).toBe(2);
  writeFileSync(path.join(folder, 'look.md'), 'x');
  expect(await told('run-checks', folder, '--yes')).toMatchObject({
    code: 2,
    error: expect.stringContaining('1 fault'),
  });
});
