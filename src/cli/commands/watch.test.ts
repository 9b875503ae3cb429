import { expect, it, vi } from 'vitest';
import type { WatchRequest } from '../../core/watch/watch-lab.ts';
import { standIn } from '../fixtures/stand-in.ts';
import { runCli } from '../program.ts';

const at = new Date(2026, 0, 1, 9, 5, 7).toISOString();
const error = { code: 'unreachable' as const, message: 'node2 is off' };

/** The command with a watch that tells these and lasts until it is ended. */
function watching(words: string[], tell: (told: WatchRequest['tell']) => void) {
  const stand = standIn();
  const watchLab = async (_lab: unknown, request: WatchRequest) => {
    tell(request.tell);
    await new Promise((resolve) => request.signal.addEventListener('abort', resolve, { once: true }));
  };
  const over = runCli(words, { ...stand.deps, watchLab });
  const interrupt = async () => {
    await vi.waitFor(() => expect(stand.signals.listenerCount('SIGINT')).toBe(1));
    await vi.waitFor(() => expect(stand.stdout.text).toContain('node2'));
    stand.signals.emit('SIGINT');
    return over;
  };
  return { stand, interrupt };
}

const told = (tell: WatchRequest['tell']) => {
  tell({ type: 'seen', node: 'node1', at, seen: { state: 'now' }, lacks: ['bridge'] });
  const change = { type: 'change', node: 'node1', at, kind: 'container', did: 'happened', detail: 'start' } as const;
  tell({ ...change, name: 'web\u001b[2J', by: 'hand' });
  tell({ ...change, kind: 'link', name: 'br0', did: 'changed', detail: 'down', by: 'other' });
  tell({ type: 'many', node: 'node1', at, kinds: ['link', 'fdb'] });
  tell({ type: 'seen', node: 'node2', at, seen: { state: 'unknown', error, last: at }, lacks: [] });
};

it('prints a line for each change, what it is, where, and by whom, until Ctrl-C', async () => {
  const { stand, interrupt } = watching(['watch'], told);
  expect(await interrupt()).toBe(130);
  expect(stand.stdout.text.split('\n').slice(1)).toEqual([
    '09:05:07  node1  is seen',
    '09:05:07  node1  has no bridge: what these announce is not seen',
    '09:05:07  node1  container web: start; by hand',
    '09:05:07  node1  link br0: changed (down); not the app',
    '09:05:07  node1  many changes at a time, not each is shown: link, forwarding entry',
    '09:05:07  node2  unknown: node2 is off; last seen at 09:05:07',
    'No longer watching',
    '',
  ]);
});

it('prints an event a line with --json, and the result last', async () => {
  const { stand, interrupt } = watching(['watch', '--json'], told);
  expect(await interrupt()).toBe(130);
  const lines = stand.stdout.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ type }) => type)).toEqual(['seen', 'change', 'change', 'many', 'seen', 'result']);
  expect(lines[1]).toMatchObject({ kind: 'container', name: 'web', by: 'hand', at });
});

it('takes a lab file in place of a name', async () => {
  const { stand, interrupt } = watching(['watch', 'lab.yaml'], told);
  expect(await interrupt()).toBe(130);
  expect(stand.stdout.text).toMatch(/^Watching class-a/);
});
