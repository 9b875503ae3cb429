import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { localNode } from '../ledger/fixtures/local-node.ts';
import { rememberForeigners, startAgain } from './engine.ts';
import type { Node } from './port.ts';

let state: string;
beforeEach(() => {
  state = temporaryFolder('engine');
});

/** A node with a real shell, and an engine in which these containers run. */
function nodeWith(running: { Id: string; Labels?: Record<string, string> }[] | Error, lab = true) {
  if (lab) mkdirSync(path.join(state, 'lab'), { recursive: true });
  const started: string[] = [];
  const docker = {
    listContainers: async () => {
      if (running instanceof Error) throw running;
      return running.map((one) => ({ Labels: {}, ...one }));
    },
    getContainer: (id: string) => ({
      start: async () => {
        started.push(id);
        if (id === 'gone') throw Object.assign(new Error('no such container'), { statusCode: 404 });
      },
    }),
  };
  const node: Node = Object.assign(localNode(state).node, { docker });
  return { node, started, file: path.join(state, 'lab', 'running') };
}

describe('containers of others, over a restart of the engine', () => {
  it('are those that run and are not this lab’s', async () => {
    const { node } = nodeWith([
      { Id: 'a' },
      { Id: 'b', Labels: { 'overlay-lab.lab': 'lab' } },
      { Id: 'c', Labels: { 'overlay-lab.lab': 'lab-2' } },
    ]);
    expect(await rememberForeigners(node, 'lab')).toEqual(['a', 'c']);
  });

  it('are remembered on the node until they were started again', async () => {
    const before = nodeWith([{ Id: 'a' }, { Id: 'b' }]);
    await rememberForeigners(before.node, 'lab');
    expect(readFileSync(before.file, 'utf8')).toBe('a\nb\n');
    // A restart was interrupted: another app finds only what runs by now.
    const after = nodeWith([{ Id: 'b' }, { Id: 'd' }]);
    const ids = await rememberForeigners(after.node, 'lab');
    expect(ids).toEqual(['a', 'b', 'd']);
    await startAgain(after.node, 'lab', ids);
    expect(after.started).toEqual(['a', 'b', 'd']);
    expect(existsSync(after.file)).toBe(false);
  });

  it('are those remembered where the engine does not answer, and none where there were none', async () => {
    await rememberForeigners(nodeWith([{ Id: 'a' }]).node, 'lab');
    expect(await rememberForeigners(nodeWith(new Error('no engine')).node, 'lab')).toEqual(['a']);
    rmSync(path.join(state, 'lab', 'running'));
    expect(await rememberForeigners(nodeWith([]).node, 'lab')).toEqual([]);
  });

  it('do not make a directory where the lab has none', async () => {
    const { node } = nodeWith([{ Id: 'a' }], false);
    expect(await rememberForeigners(node, 'lab')).toEqual(['a']);
    expect(existsSync(path.join(state, 'lab'))).toBe(false);
  });

  it('that are gone meanwhile keep nobody from starting the others', async () => {
    const { node, started } = nodeWith([]);
    await startAgain(node, 'lab', ['gone', 'a']);
    expect(started).toEqual(['gone', 'a']);
  });
});
