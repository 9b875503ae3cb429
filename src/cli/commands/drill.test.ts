import { expect, it } from 'vitest';
import type { DrillEnd, DrillsState } from '../../shared/drills/drill-state.ts';
import { standIn } from '../fixtures/stand-in.ts';
import { runCli } from '../program.ts';

const state = (running: DrillsState['running']): DrillsState => ({
  ...{ lab: 'class-a', running, done: [] },
  drills: [{ id: 'silence', title: 'Nothing comes through', texts: undefined }],
  choices: [{ row: 17, title: 'UDP 4789 is dropped', texts: undefined }],
});
const running: DrillsState['running'] = {
  ...{ id: 'silence', title: 'Nothing comes through', since: '2026-01-01T10:00:00.000Z', texts: undefined },
  ...{ hints: ['Look between the machines.\u001b[31m'], guesses: 1, isNamed: false, isSurprise: true },
};

async function asked(answers: Partial<Record<string, DrillEnd | DrillsState>>, ...words: string[]) {
  const { deps, stdout, stderr } = standIn();
  const drills = { ...deps.drills };
  const calls: unknown[][] = [];
  for (const [name, answer] of Object.entries(answers))
    Object.assign(drills, {
      [name]: async (...given: unknown[]) => {
        calls.push(given.slice(1, -1));
        return answer;
      },
    });
  const code = await runCli(['drill', ...words], { ...deps, drills });
  return { code, text: stdout.text, errors: stderr.text, calls };
}

it('lists what there is to choose from, and begins what was chosen or anything', async () => {
  expect((await asked({ state: state(null) }, 'lab.yaml', '--list')).text).toContain('  silence               Nothing');
  expect((await asked({ begin: state(running) }, 'lab.yaml', '--choose', 'silence')).calls).toEqual([
    [{ drill: 'silence' }],
  ]);
  expect((await asked({ begin: state(running) }, 'lab.yaml', '--surprise')).calls).toEqual([[{ drill: undefined }]]);
});

it('shows hints, cleaned, and the causes to choose from', async () => {
  const { text, code } = await asked({ hint: state(running) }, 'lab.yaml', 'hint');
  expect(code).toBe(0);
  expect(text).toContain('Hint 1: Look between the machines.');
  expect(text).toContain(' 17  UDP 4789 is dropped');
  expect(text).toContain('while this surprise lasts');
  expect(text).not.toContain('\u001b');
});

it('a wrong guess, and a lab that is not whole, end with 1; what is said is one line of JSON too', async () => {
  expect((await asked({ guess: { state: state(running), isRight: false } }, 'lab.yaml', 'guess', '16')).code).toBe(1);
  const left = { state: state(running), left: ['UDP 4789 is dropped (node2)'] };
  const { code, text } = await asked({ prove: left }, 'lab.yaml', 'prove', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(text)).toMatchObject({
    type: 'drill',
    left: ['UDP 4789 is dropped (node2)'],
    running: { id: 'silence' },
  });
  expect(
    (await asked({ heal: { state: state(null), left: [], was: 'UDP 4789' } }, 'lab.yaml', 'give-up')).text,
  ).toContain('It was: UDP 4789');
});

it('words that it does not know are bad usage', async () => {
  expect((await asked({}, 'lab.yaml', 'cheat')).code).toBe(2);
  expect((await asked({}, 'lab.yaml', 'guess', 'x')).code).toBe(2);
});
