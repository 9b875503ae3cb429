import { expect, test } from 'vitest';
import type { RunResult } from '../../shared/run/events.ts';
import { newView, type StepView } from '../../shared/run/view.ts';
import { outlineOf } from '../../shared/tracks/tracks.ts';
import type { Route } from '../state/route.ts';
import { isInView } from './in-view.ts';

const track = outlineOf('etcd');
const step = (id: string): StepView => ({ id, title: id, tasks: [{ step: id, state: 'done', applied: true }] });
const ended = (ok: boolean, steps: string[]) => ({
  ...newView({ lab: 'lab', run: 'run', at: '' }),
  steps: steps.map(step),
  result: { ok } as RunResult,
});
const part: Route = { screen: 'lesson', lab: 'lab', part: 'ping' };

test.each([
  ['done, in its part', true, ['workers', 'ping'], part, true],
  ['failed, in its part', false, ['workers', 'ping'], part, true],
  ['failed before its first step, in any part', false, [], part, true],
  ['failed, in another part', false, ['network'], part, false],
  ['failed, in another lab', false, ['ping'], { ...part, lab: 'other' }, false],
  ['failed, on the labs', false, ['ping'], { screen: 'labs' }, false],
  ['failed, where the part is not chosen', false, [], { screen: 'lesson', lab: 'lab' }, false],
  ['done, at the results', true, ['ping'], { screen: 'results', lab: 'lab' }, true],
  ['failed, at the reset', false, ['ping'], { screen: 'reset', lab: 'lab' }, false],
] as const)('a run that has %s', (_name, ok, steps, route, seen) => {
  expect(isInView(ended(ok, [...steps]), route, track)).toBe(seen);
});
