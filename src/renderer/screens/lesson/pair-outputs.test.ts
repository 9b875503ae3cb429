import { expect, test } from 'vitest';
import { tutorialOutputs } from '../../../shared/run/tutorial.ts';
import type { OutputView } from '../../../shared/run/view.ts';
import { pairOutputs } from './pair-outputs.ts';

const output = (step: OutputView['step'], on: string, command: string, text = ''): OutputView => ({
  step,
  on,
  command,
  text,
});

test('the first output of each kind stands beside the tutorial’s, those of other nodes by themselves', () => {
  const lists = ['node2', 'node1'].flatMap((on) => [
    output('network', on, 'docker network ls   # before', tutorialOutputs.networksBefore),
    output('network', on, 'docker network ls   # after', tutorialOutputs.networksAfter),
  ]);
  const { shown, others } = pairOutputs(lists);
  expect(shown.map(({ mine, tutorial }) => [mine.on, tutorial?.text])).toEqual([
    ['node1', tutorialOutputs.networksBefore],
    ['node1', tutorialOutputs.networksAfter],
  ]);
  expect(others.map(({ on }) => on)).toEqual(['node2', 'node2']);
});

test('where the tutorial printed nothing, all of the first node’s stand alone', () => {
  const { shown, others } = pairOutputs(
    ['node1', 'node2'].flatMap((on) => [output('tunnel', on, 'ip link'), output('tunnel', on, 'bridge fdb')]),
  );
  expect(shown.map(({ mine, tutorial }) => [mine.on, mine.command, tutorial])).toEqual([
    ['node1', 'ip link', undefined],
    ['node1', 'bridge fdb', undefined],
  ]);
  expect(others.map(({ on }) => on)).toEqual(['node2', 'node2']);
});
