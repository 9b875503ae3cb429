import { describe, expect, it } from 'vitest';
import { readTutorialOptions } from './tutorial-options.ts';

describe('readTutorialOptions', () => {
  it('makes two nodes named tutorial unless told', () => {
    expect(readTutorialOptions([])).toMatchObject({ yes: false, name: 'tutorial', nodes: 2, run: [] });
  });

  it('keeps its own options and hands the rest on, in order', () => {
    const words = ['--nodes', '3', '--iperf-seconds', '2', '--name=class-a', '--yes', '--json'];
    expect(readTutorialOptions(words)).toEqual({
      yes: true,
      help: false,
      json: true,
      name: 'class-a',
      nodes: 3,
      run: ['--iperf-seconds', '2', '--yes', '--json'],
    });
  });

  it.each([
    ['--nodes'],
    ['--nodes', '1'],
    ['--nodes', '61'],
    ['--nodes', '2x'],
    ['--nodes='],
    ['--name', 'A'],
    ['--name', 'a-'],
    ['--name', '../x'],
    ['--name', 'a'.repeat(32)],
    ['--lab', 'x.yaml'],
    ['--lab=x.yaml'],
  ])('refuses %s %s', (...words) => expect(readTutorialOptions(words)).toBeTypeOf('string'));
});
