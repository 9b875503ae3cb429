import { expect, it } from 'vitest';
import { onceIn } from '../../../engine/context.ts';
import type { Node } from '../../../machine/port.ts';
import type { LabContext } from './lab-step.ts';
import { beginLook, lookAgain, lookedFor } from './looks.ts';

function asking() {
  const shared = new Map<string, Promise<unknown>>();
  const nodes = [{ name: 'node1' }, { name: 'node2' }] as Node[];
  const forget = (name: string) => void shared.delete(name);
  const context = { nodes, once: onceIn(shared), forget } as unknown as LabContext;
  let asked = 0;
  const read = async () => {
    asked += 1;
    return asked;
  };
  return { context, nodes, read };
}

it('what was begun is what is looked at, once; the next one reads it again', async () => {
  const { context, read } = asking();
  beginLook(context, 'ill', read);
  expect([await lookedFor(context, 'ill', read), await lookedFor(context, 'ill', read)]).toEqual([1, 2]);
});

it('after a repair nothing that was read before it counts, on no node', async () => {
  const { context, nodes, read } = asking();
  beginLook(context, 'others', read);
  for (const node of nodes) beginLook(context, 'sandboxes', read, node);
  lookAgain(context);
  expect(await lookedFor(context, 'others', read)).toBe(4);
  for (const [index, node] of nodes.entries())
    expect(await lookedFor(context, 'sandboxes', read, node)).toBe(5 + index);
});

it('what could not be read ahead is told by whoever looks at it, and nobody else', async () => {
  const { context, read } = asking();
  beginLook(context, 'ill', () => Promise.reject(new Error('away')));
  await expect(lookedFor(context, 'ill', read)).rejects.toThrow('away');
  expect(await lookedFor(context, 'ill', read)).toBe(1);
});
