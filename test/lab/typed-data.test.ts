import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { labFile } from '../support/nodes/run-lab.ts';
import { onNode, typeDaemons } from '../support/nodes/typed-lesson.ts';
import { WatchingWindow } from '../support/nodes/watching-window.ts';

describe.skipIf(!labFile)('an etcd that a person started, and its data', () => {
  const fresh = freshForAll();
  let window: WatchingWindow;
  afterAll(() => window?.close());

  test('removed while it runs, they are told: its tick goes though it answers', async () => {
    await typeDaemons(fresh.lab, 'in the background of a terminal', 'with daemon.json');
    window = await WatchingWindow.open(fresh.lab, temporaryFolder('typed-data', afterAll));
    const etcd = () => window.standOf('etcd');
    expect(await window.shows(() => etcd()?.state === 'done', 60_000), window.shownNow).toBeDefined();
    await onNode(fresh.lab, 0, 'rm -r /root/$name.etcd');
    const told = () => JSON.stringify(etcd()?.problems ?? []).includes('/root/node1.etcd');
    expect(await window.shows(told, 30_000), window.shownNow).toBeDefined();
    expect(etcd()?.state).not.toBe('done');
    expect(window.sightOf('node1')?.changes).toContainEqual(
      expect.objectContaining({ kind: 'file', name: '/root/node1.etcd/member', did: 'gone' }),
    );
    expect(await onNode(fresh.lab, 0, 'pgrep -xc etcd')).toBe('1\n');
  });
});
