import { expect, it, vi } from 'vitest';
import type { StoreRequest } from '../../core/picture/store/lab-store.ts';
import { LabError } from '../../shared/errors.ts';
import type { StoreEntry, StoreFacts } from '../../shared/store/store.ts';
import { standIn } from '../fixtures/stand-in.ts';
import { runCli } from '../program.ts';

const endpoint: StoreEntry = {
  ...{ key: '/docker/network/v1.0/endpoint/n/e', kind: 'endpoint', name: 'worker\u001b[2J-1' },
  ...{ detail: '10.0.0.2/24', value: '{}' },
};
const facts = (entries: StoreEntry[]): StoreFacts => ({
  ...{ lab: 'class-a', track: 'etcd', from: 'node1', entries, more: 0 },
});
const away: StoreFacts = { lab: 'class-a', track: 'etcd', entries: [], more: 0 };

/** The command with these looks; watching, it lasts until it is ended. */
async function read(words: string[], looks: StoreFacts[]) {
  const { deps, stdout, signals } = standIn();
  const labStore = async (_: unknown, { tell, again, signal }: StoreRequest) => {
    for (const one of looks) tell(one);
    if (again) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    signal.throwIfAborted();
  };
  const over = runCli(['store', ...words], { ...deps, labStore });
  if (words.includes('--watch')) {
    await vi.waitFor(() => expect(signals.listenerCount('SIGINT')).toBe(1));
    signals.emit('SIGINT');
  }
  return { code: await over, text: stdout.text };
}

it('prints each entry with its key, and a sentence for its kind', async () => {
  const { code, text } = await read([], [facts([endpoint])]);
  expect(code).toBe(0);
  expect(text).toContain('  endpoint worker-1: 10.0.0.2/24\n    /docker/network/v1.0/endpoint/n/e');
  expect(text).toContain('One key for each container on a network');
});

it('prints what came and went until Ctrl-C, also after nobody told for a while', async () => {
  const { code, text } = await read(['--watch'], [facts([]), facts([endpoint]), away, facts([])]);
  expect(code).toBe(130);
  expect(text).toMatch(/\d\d:\d\d:\d\d {2}endpoint worker-1 appeared \(10\.0\.0\.2\/24\)/);
  expect(text).toContain('Nobody tells what is in it now');
});

it('is a line of JSON a look or a change, and ends with 1 where nobody told', async () => {
  const watched = await read(['--watch', '--json'], [facts([]), facts([endpoint])]);
  const lines = watched.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ type }) => type)).toEqual(['store', 'store-change', 'result']);
  expect(lines[1]).toMatchObject({ did: 'appeared', entry: { name: 'worker-1' } });
  expect((await read(['--json'], [away])).code).toBe(1);
});

it('tells a failure as any command does', async () => {
  const { deps, stderr } = standIn();
  const labStore = () => Promise.reject(new LabError('bad-input', 'nothing to read'));
  expect(await runCli(['store', '--watch'], { ...deps, labStore })).toBe(2);
  expect(stderr.text).toContain('nothing to read');
});
