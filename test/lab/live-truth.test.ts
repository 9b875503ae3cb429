import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import type { StepId } from '../../src/shared/run/steps.ts';
import { partState } from '../../src/shared/snapshot/part-state.ts';
import { etcdOutline } from '../../src/shared/tracks/etcd.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { inNode, practiceLab, tryInNode } from '../support/nodes/practice.ts';
import { labFile } from '../support/nodes/run-lab.ts';
import { Probe } from '../support/nodes/truth-probe.ts';
import { WatchingWindow } from '../support/nodes/watching-window.ts';

type Part = (typeof etcdOutline)['parts'][number]['id'];

describe.skipIf(!labFile)('what a window shows of a lab is what stands on its nodes', () => {
  const fresh = freshForAll();
  let window: WatchingWindow;
  let probe: Probe;
  const waits: [name: string, ms: number][] = [];

  const stateOf = (id: Part) => {
    const part = etcdOutline.parts.find((one) => one.id === id);
    return part ? partState(window.snapshot.stands, part).state : 'none';
  };
  const standOf = (step: string, node?: string) => window.standOf(step, node);
  const green: Part[] = ['prerequisites', 'etcd', 'daemons', 'network', 'containers', 'ping'];
  const shows = async (name: string, right: () => boolean, seconds = 30) => {
    const ms = await window.shows(right, seconds * 1000);
    if (ms === undefined) throw new Error(`${name}:\n${window.shownNow}`);
    waits.push([name, ms]);
  };
  const allGreen = (parts = green) => parts.every((part) => stateOf(part) === 'done');
  /** These parts, and the workers; what was measured with workers that were gone for a while does not come back. */
  const stands = (parts: Part[]) =>
    allGreen(parts) && fresh.nodes.every((node) => standOf('workers', node)?.state === 'done');
  const run = async (only: StepId[]) => {
    const [result] = (await window.run({ command: 'run', only })).slice(-1);
    expect(result).toMatchObject({ type: 'result', ok: true });
  };

  beforeAll(async () => {
    probe = new Probe(fresh.lab, fresh.nodes);
    const state = temporaryFolder('live-truth', afterAll);
    window = await WatchingWindow.open(fresh.lab, state, (snapshot) => probe.shown(snapshot));
  });

  afterAll(async () => {
    await probe?.stop();
    await window?.close();
    for (const [name, ms] of waits) console.log(`${String(ms).padStart(6)} ms  ${name}`);
  });

  test('what a run makes is green, and stays so', async () => {
    await run(['image', 'etcd', 'daemon', 'network', 'workers', 'interfaces', 'ping']);
    await shows('all that was run is done', () => allGreen());
    probe.start();
  });

  test('a worker that is removed by hand is no tick any more; typed again, it is green by itself', async () => {
    const [node = ''] = fresh.nodes;
    await inNode(fresh.lab, node, 'docker rm -f worker-1');
    await shows('the tick of the removed worker went', () => stateOf('containers') !== 'done');
    await shows('it is to do', () => standOf('workers', node)?.state === 'open');
    await shows('what was measured with it does not count', () => stateOf('ping') === 'unchecked');
    expect(window.sightOf(node)?.changes.findLast(({ name }) => name === 'worker-1')).toMatchObject({ by: 'hand' });
    await inNode(fresh.lab, node, 'docker run -itd --name=worker-1 --net=myapp overlay-lab/worker:1');
    await shows('the worker that was typed is green', () => standOf('workers', node)?.state === 'done');
    expect(stateOf('ping')).toBe('unchecked');
    await run(['interfaces', 'ping']);
    await shows('measured again, it counts', () => allGreen());
  });

  test('a stopped Docker takes its ticks, says so, and is not started by looking; started, they come back', async () => {
    const node = fresh.nodes.at(-1) ?? '';
    await inNode(fresh.lab, node, 'systemctl stop docker');
    await shows('Docker stopped: the tick of its daemon went', () => stateOf('daemons') !== 'done');
    expect(standOf('daemon', node)).toMatchObject({
      state: 'drifted',
      lost: { why: 'daemon', daemon: 'docker', is: expect.stringMatching(/^(stopping|gone)$/), node },
    });
    expect(stateOf('prerequisites')).toBe('drifted');
    expect(standOf('daemon', fresh.nodes[0])?.state).toBe('done');
    await shows('it is gone', () => window.sightOf(node)?.docker === 'gone');
    // Long enough for a look that would ask it.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect((await tryInNode(fresh.lab, node, 'systemctl is-active docker')).stdout.trim()).toBe('inactive');
    await inNode(fresh.lab, node, 'systemctl reset-failed docker; systemctl start docker; docker start worker-2');
    await shows('Docker is back: so are the ticks', () => stands(['prerequisites', 'daemons', 'network']));
  });

  test('an etcd that is killed, and one that hangs, are no ticks', async () => {
    const [node = ''] = fresh.nodes;
    await inNode(fresh.lab, node, 'pkill -STOP -x etcd');
    await shows('etcd stopped by a signal', () => standOf('etcd')?.lost?.why === 'daemon');
    await inNode(fresh.lab, node, 'pkill -CONT -x etcd');
    await shows('etcd continues', () => stateOf('etcd') === 'done' && stateOf('network') === 'done', 60);
    await inNode(fresh.lab, node, 'systemctl stop overlay-lab-etcd');
    await shows('etcd was stopped', () => stateOf('etcd') === 'drifted');
    await inNode(fresh.lab, node, 'systemctl start overlay-lab-etcd');
    await shows('etcd is back', () => stands(['etcd', 'daemons', 'network']), 60);
  });

  test('a node that does not answer is unknown, with its age, and known again when it is back', async () => {
    const node = fresh.nodes.at(-1) ?? '';
    await inNode(fresh.lab, node, 'iptables -I OUTPUT -o lo -p tcp --sport 22 -j DROP');
    await shows('a silent node is unknown', () => stateOf('daemons') === 'unknown');
    expect(standOf('daemon', node)?.lost).toMatchObject({
      why: 'unseen',
      node,
      last: expect.stringMatching(/^\d{4}-/),
    });
    const [other = ''] = fresh.nodes;
    expect(standOf('daemon', other)?.state).toBe('done');
    await inNode(fresh.lab, other, 'docker rm -f worker-1');
    await shows('a worker removed beside a silent node', () => standOf('workers', other)?.state === 'open');
    expect(standOf('workers', node)?.state).toBe('unknown');
    await inNode(fresh.lab, other, 'docker run -itd --name=worker-1 --net=myapp overlay-lab/worker:1');
    await shows('typed again beside a silent node', () => standOf('workers', other)?.state === 'done');
    await inNode(fresh.lab, node, 'iptables -D OUTPUT -o lo -p tcp --sport 22 -j DROP');
    await shows('known again', () => stands(['etcd', 'daemons', 'network']), 90);
  });

  test('a node that is off is unknown; what was gone when it is back is seen', async () => {
    const node = fresh.nodes.at(-1) ?? '';
    await tryInNode(fresh.lab, node, 'systemctl poweroff --force --force');
    await shows('a node that is off is unknown', () => stateOf('containers') === 'unknown');
    const [other = ''] = fresh.nodes;
    const since = new Date().toISOString();
    await inNode(fresh.lab, other, 'docker pause worker-1; docker unpause worker-1');
    await shows(
      'a worker that runs beside a node that is off was looked at',
      () => standOf('workers', other)?.state === 'done' && (standOf('workers', other)?.at ?? '') > since,
    );
    await inNode(fresh.lab, other, 'docker kill worker-1');
    // It was typed: the lab does not start it.
    await shows('a worker killed beside a node that is off', () => standOf('workers', other)?.state === 'failed');
    await practiceLab(['start', fresh.lab]);
    // Its worker does not start by itself.
    await shows(
      'back, without its worker',
      () => ['open', 'drifted'].includes(standOf('workers', node)?.state ?? ''),
      90,
    );
    await inNode(fresh.lab, other, 'docker start worker-1');
    await shows('the worker that was started is green', () => standOf('workers', other)?.state === 'done', 60);
    await shows('the rest is known', () => allGreen(['etcd', 'daemons', 'network']), 60);
  });

  test('no tick stood over anything that the nodes themselves denied', async () => {
    await probe.stop();
    console.log(probe.summary());
    expect(probe.asked).toBeGreaterThan(20);
    expect(probe.falseTicks).toEqual([]);
  });
});
