import { expect, test } from 'vitest';
import { addTab, removePane, split, tabOf } from './layout.ts';

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
