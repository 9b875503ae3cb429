import { expect, test } from 'vitest';
import { addTab, removePane, split, tabOf, tabsOf } from './layout.ts';

const two = addTab(addTab({ tabs: [] }, 'a'), 'b');

test('a new tab is looked at; closing it leads to its neighbour', () => {
  expect(two.active).toBe('b');
  expect(removePane(two, 'b')).toMatchObject({ tabs: [{ id: 'a' }], active: 'a' });
  expect(removePane(removePane(two, 'b'), 'a')).toEqual({ tabs: [], active: undefined });
});

test('a split stands behind the pane it came from, and the first one chooses the direction', () => {
  const once = split(two, 'a', 'c', 'vertical');
  const twice = split(once, 'a', 'd', 'horizontal');
  expect(tabOf(twice, 'd')).toEqual({ id: 'a', panes: ['a', 'd', 'c'], direction: 'vertical' });
  expect(twice.active).toBe('b');
});

test('a tab lives as long as any of its panes', () => {
  const once = split(two, 'b', 'c', 'horizontal');
  expect(removePane(once, 'b')).toMatchObject({ tabs: [{ id: 'a' }, { id: 'b', panes: ['c'] }], active: 'b' });
});

const info = {
  a: { lab: 'l', node: 'node1' },
  b: { lab: 'l', node: 'node2', container: 'worker-2' },
};

test('tabs are kept as nodes and containers, in their order', () => {
  const tabs = [
    { id: 'b', panes: ['b', 'a'], direction: 'vertical' as const },
    { id: 'a', panes: ['a'], direction: 'horizontal' as const },
  ];
  expect(tabsOf({ tabs }, info)).toEqual([
    { direction: 'vertical', panes: [{ node: 'node2', container: 'worker-2' }, { node: 'node1' }] },
    { direction: 'horizontal', panes: [{ node: 'node1' }] },
  ]);
});

test('a pane that nothing is known of is left out, with its tab where it was the only one', () => {
  const tabs = [
    { id: 'x', panes: ['x'], direction: 'horizontal' as const },
    { id: 'a', panes: ['a', 'x'], direction: 'horizontal' as const },
  ];
  expect(tabsOf({ tabs }, info)).toEqual([{ direction: 'horizontal', panes: [{ node: 'node1' }] }]);
});
