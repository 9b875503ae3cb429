import { expect, test } from 'vitest';
import type { LabEvent, MadeEvent } from '../../shared/run/events.ts';
import { texts } from '../../shared/texts/text.ts';
import { slowWords } from './slow-words.ts';

test('a late answer is no sign that a node was reached', () => {
  const events: LabEvent[] = [];
  const emit = (event: MadeEvent) => void events.push(event as LabEvent);
  const slow = slowWords({ events, emit });
  for (const [node, state] of [
    ['n1', 'connecting'],
    ['n2', 'connecting'],
    ['n2', 'ready'],
  ] as const)
    emit({ type: 'node', node, state });
  slow('n1', texts.watch.looking);
  slow('n2', texts.watch.looking);
  slow('n1', undefined);
  expect(events.slice(3)).toMatchObject([
    { node: 'n1', state: 'connecting', message: expect.anything() },
    { node: 'n2', state: 'ready', message: expect.anything() },
    { node: 'n1', state: 'connecting' },
  ]);
});
