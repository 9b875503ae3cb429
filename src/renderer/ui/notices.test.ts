import { beforeEach, expect, test, vi } from 'vitest';

vi.mock('@mantine/notifications', () => ({ notifications: { show: vi.fn() } }));

import { notifications } from '@mantine/notifications';
import { clearNotices, notify, openNotices, useNotices } from './notices.ts';

beforeEach(clearNotices);
const say = (title: string) => notify({ tone: 'plain', title, message: '' });

test('what was said is kept, newest first', () => {
  say('one');
  say('two');
  expect(useNotices.getState().all.map(({ title }) => title)).toEqual(['two', 'one']);
  expect(useNotices.getState().unseen).toBe(2);
  openNotices();
  expect(useNotices.getState().unseen).toBe(0);
});

test('what is seen where one is, is kept and not shown', () => {
  const before = vi.mocked(notifications.show).mock.calls.length;
  notify({ tone: 'good', title: 'Run: done', message: '', seen: true });
  expect(useNotices.getState()).toMatchObject({ all: [{ title: 'Run: done' }], unseen: 0 });
  expect(vi.mocked(notifications.show).mock.calls).toHaveLength(before);
});

test('a hundred are kept, each with an id of its own', () => {
  for (let count = 1; count <= 250; count += 1) say(String(count));
  const { all, unseen } = useNotices.getState();
  expect([all.length, all[0]?.title, all.at(-1)?.title, unseen]).toEqual([100, '250', '151', 100]);
  expect(new Set(all.map(({ id }) => id)).size).toBe(100);
});
