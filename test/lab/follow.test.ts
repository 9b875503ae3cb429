import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { followLab } from '../../src/core/follow/follow-lab.ts';
import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import { noPrompts } from '../../src/core/remote/auth/prompts.ts';
import { LabError } from '../../src/shared/errors.ts';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { readPcapng } from '../../src/shared/packet/fixtures/read-pcapng.ts';
import { texts } from '../../src/shared/texts/text.ts';
import { builtFor } from '../faults/diagnosed/diagnose-trial.ts';
import { follow, leftOn, lossesIn } from '../faults/followed/follow-trial.ts';
import { inNode, untilInNode } from '../support/nodes/practice.ts';
import { labFile, namesOf } from '../support/nodes/run-lab.ts';
import { WatchingWindow } from '../support/nodes/watching-window.ts';

const way = [
  'node1/eth0',
  'node1/br0',
  'node1/vxlan0',
  'node1/host0',
  'node2/host0',
  'node2/vxlan0',
  'node2/br0',
  'node2/eth0',
];

describe.skipIf(!labFile)('a packet is followed from one worker to another', () => {
  let loaded: LoadedLab;

  beforeAll(async () => {
    loaded = await builtFor('etcd');
  });

  test('a ping is seen at all points, 50 bytes larger between the nodes, and all of it is in a file for Wireshark', async () => {
    const question = { from: 'worker-1', to: 'node2', kind: 'ping', size: 100, df: true, count: 2, rate: 10 } as const;
    const how = { question, prompts: noPrompts, signal: AbortSignal.timeout(60_000) };
    const { report, file } = await followLab({ ...loaded, ownFiles: true }, how);
    expect(lossesIn(report)).toEqual([]);
    expect(report.path).toEqual(way);
    const there = report.packets.find(({ direction }) => direction === 'there');
    expect(there?.hops.map(({ length }) => length)).toEqual([142, 142, 142, 192, 192, 142, 142, 142]);
    expect(report.strays).toEqual([]);
    const { interfaces, packets } = readPcapng(file);
    expect(interfaces).toEqual(report.points.map(({ node, device }) => `${node} ${device}`));
    expect(packets.filter(({ comment }) => comment?.startsWith('packet 1, hop'))).toHaveLength(way.length);
    expect(await leftOn(loaded)).toEqual([]);
  });

  test('a packet that is too large to be sent whole is seen nowhere, and the sender says why', async () => {
    const report = await follow(loaded, { size: 1500, df: true });
    expect(report.there.lost).toMatchObject([{ before: 'node1/eth0', count: 3 }]);
    expect(report.said).toMatch(/too long/);
    expect((await follow(loaded, { size: 1500 })).packets.map(({ offset }) => offset > 0)).toContain(true);
  });

  test('a node without tcpdump catches with perl, and is said to', async () => {
    const hide = 'mv /usr/bin/tcpdump /usr/bin/tcpdump.away';
    const show = 'mv /usr/bin/tcpdump.away /usr/bin/tcpdump';
    onTestFinished(async () => void (await inNode(loaded.lab.name, 'node1', show)));
    await inNode(loaded.lab.name, 'node1', hide);
    const report = await follow(loaded);
    expect(lossesIn(report)).toEqual([]);
    expect(new Set(report.points.map(({ node, by }) => `${node} ${by}`))).toEqual(
      new Set(['node1 perl', 'node2 tcpdump']),
    );
  });

  test('one that is cancelled while it sends ends, and leaves nothing that catches or sends', async () => {
    const over = new AbortController();
    const question = { from: 'node1', to: 'node2', kind: 'ping', size: 56, df: false, count: 100, rate: 4 } as const;
    const how = { question, prompts: noPrompts, signal: over.signal };
    const ended = followLab({ ...loaded, ownFiles: true }, how).catch((error: unknown) => error);
    await untilInNode(loaded.lab.name, 'node1', 'pgrep -x ping');
    const at = performance.now();
    over.abort(new LabError('cancelled', texts.follow.stopped));
    expect(await ended).toMatchObject({ code: 'cancelled' });
    console.log(`cancelled in ${Math.round(performance.now() - at)} ms`);
    expect(await leftOn(loaded)).toEqual([]);
  });

  test('one that is cancelled in a window ends on the nodes, too, though their connections stay open', async () => {
    const window = await WatchingWindow.open(loaded.lab.name, temporaryFolder('follow'));
    onTestFinished(() => window.close());
    const over = new AbortController();
    const question = { from: 'node1', to: 'node2', kind: 'ping', size: 56, df: false, count: 100, rate: 4 } as const;
    const ended = window.client.follow
      .start({ lab: `practice:${loaded.lab.name}`, question }, { signal: over.signal })
      .catch((error: unknown) => error);
    await untilInNode(loaded.lab.name, 'node1', 'pgrep -x ping');
    over.abort();
    expect(await ended).toBeInstanceOf(Error);
    for (const node of namesOf(loaded))
      await untilInNode(loaded.lab.name, node, '! pgrep -x "tcpdump|ping" && ! pgrep -f overlay-lab-follo[w]', 2);
  });

  test('an app that is killed leaves nothing that catches or sends on the nodes', async () => {
    const program = fileURLToPath(new URL('../../bin/overlay-lab.mjs', import.meta.url));
    const words = [
      'follow',
      'worker-1',
      'worker-2',
      '--lab',
      labFile ?? '',
      '--trust-lab',
      '--count',
      '60',
      '--rate',
      '4',
    ];
    const app = spawn(process.execPath, [program, ...words], { stdio: 'ignore', detached: true });
    onTestFinished(() => void app.kill('SIGKILL'));
    for (const node of namesOf(loaded)) await untilInNode(loaded.lab.name, node, 'pgrep -x tcpdump', 60);
    await untilInNode(loaded.lab.name, 'node1', 'pgrep -x ping', 60);
    process.kill(-(app.pid ?? 0), 'SIGKILL');
    for (const node of namesOf(loaded))
      await untilInNode(loaded.lab.name, node, '! pgrep -x "tcpdump|ping" && ! pgrep -f overlay-lab-follo[w]', 30);
    expect(await leftOn(loaded)).toEqual([]);
  });
});
