import { describe, expect, it } from 'vitest';
import { inventoryOf } from '../../../shared/inventory/inventory.ts';
import type { Change } from '../change.ts';
import { madeUpNode, ours } from '../fixtures/made-up-node.ts';

const worker: Change = { kind: 'container', name: 'worker-1' };
const myapp: Change = { kind: 'network', name: 'myapp' };
const image: Change = { kind: 'image', reference: 'overlay-lab/worker:1' };

describe('a container', () => {
  it.each([true, false])('of the lab’s is removed, running or not (%s), and twice does no harm', async (running) => {
    const { back, machine, container } = madeUpNode();
    container('worker-1', machine, { labels: ours, running });
    await back(worker);
    await back(worker);
    expect(machine.containers.map(({ name }) => name)).toEqual(['decoy', 'decoy-stopped']);
  });

  it.each([
    ['no label', {}],
    ['another lab’s label', { 'overlay-lab.lab': 'lab-2' }],
    ['a label nearly right', { 'overlay-lab': 'lab' }],
  ])('of the same name with %s is left alone', async (_, labels) => {
    const { back, machine, container } = madeUpNode();
    const theirs = container('worker-1', machine, { labels });
    await back(worker);
    expect(machine.containers).toContain(theirs);
  });
});

describe('an image', () => {
  const mine = { 'overlay-lab.image-of': 'lab' };
  const withImage = (tags = ['overlay-lab/worker:1'], labels: Record<string, string> = mine) => {
    const made = madeUpNode();
    made.machine.images.push({ id: 'sha256:made', tags, labels });
    return { ...made, ids: () => made.machine.images.map(({ id }) => id).filter((id) => id === 'sha256:made') };
  };

  it.each(['sha256:made', undefined])('is removed, its id known or in doubt: %s', async (detail) => {
    const { back, ids } = withImage();
    await back(image, detail);
    await back(image, detail);
    expect(ids()).toEqual([]);
  });

  it('is left alone where its name is someone else’s image by now', async () => {
    const { back, ids } = withImage();
    await back(image, 'sha256:another');
    expect(ids()).toEqual(['sha256:made']);
  });

  const stood = (...ids: string[]) => ({ before: inventoryOf({ images: ids.map((id) => ({ id, tags: [] })) }) });

  it.each([
    ['another lab’s', { 'overlay-lab.image-of': 'lab-2' }, undefined, stood()],
    ['no label, whose making is in doubt', {}, undefined, stood()],
    ['no label, and nobody knows what stood there before', {}, 'sha256:made', {}],
    ['no label, and that stood there before', {}, 'sha256:made', stood('made')],
  ])('with %s is left alone, and that is said', async (_, labels, detail, known) => {
    const { back, ids } = withImage(['overlay-lab/worker:1'], labels);
    expect(await back(image, detail, known)).toEqual(expect.stringMatching(/^left/));
    expect(ids()).toEqual(['sha256:made']);
  });

  it('that was pulled, and was not there before, is removed', async () => {
    const { back, ids } = withImage(['ubuntu:14.04'], {});
    await back({ kind: 'image', reference: 'ubuntu:14.04' }, 'sha256:made', stood('0123'));
    expect(ids()).toEqual([]);
  });

  it('loses only the lab’s name where it has another one too', async () => {
    const { back, machine } = withImage(['overlay-lab/worker:1', 'theirs:1']);
    await back(image, 'sha256:made');
    expect(machine.images.at(-1)?.tags).toEqual(['theirs:1']);
  });

  it('is refused with a remedy while another’s container uses it', async () => {
    const { back, machine, container, ids } = withImage();
    container('theirs', machine, { image: 'overlay-lab/worker:1' });
    await expect(back(image, 'sha256:made')).rejects.toMatchObject({
      code: 'refused',
      details: { remedy: expect.any(String) },
    });
    expect(ids()).toEqual(['sha256:made']);
  });
});

describe('a network', () => {
  it('is removed, its id known or in doubt, and twice does no harm', async () => {
    for (const known of [true, false]) {
      const { back, world, overlay } = madeUpNode();
      const { id } = overlay();
      await back(myapp, known ? id : undefined);
      await back(myapp, known ? id : undefined);
      expect(world.overlays).toEqual([]);
    }
  });

  it.each([
    ['without the lab’s label', {}],
    ['of another lab', { 'overlay-lab.lab': 'lab-2' }],
  ])('%s is left alone', async (_, labels) => {
    const { back, world, overlay } = madeUpNode();
    overlay(labels);
    await back(myapp);
    expect(world.overlays).toHaveLength(1);
  });

  it('that was recreated by another hand is left alone', async () => {
    const { back, world, overlay } = madeUpNode();
    overlay();
    await back(myapp, 'the id of the first one');
    expect(world.overlays).toHaveLength(1);
  });

  it.each(['node1', 'node2'])(
    'is refused while another’s container uses it on %s, and nothing is cut off',
    async (where) => {
      const { back, world, overlay, container, on } = madeUpNode();
      const network = overlay();
      const theirs = container('theirs', world.machine(where), on(network));
      await expect(back(myapp, network.id)).rejects.toMatchObject({
        code: 'refused',
        message: expect.stringContaining(`theirs on ${where}`),
        details: { diagnosis: 33, remedy: expect.stringContaining('--include-unowned') },
      });
      expect([world.overlays.length, theirs.network?.id]).toEqual([1, network.id]);
    },
  );

  it('stays where a node that is away may use it, and is refused where the engines would go on to show it', async () => {
    const { back, world, node, other, overlay, container, on } = madeUpNode();
    const network = overlay();
    const worker = container('worker-2', other, { ...on(network), labels: ours });
    const away = { peers: [node], someAway: true };
    await expect(back(myapp, network.id, away)).rejects.toMatchObject({ code: 'refused' });
    await back(myapp, network.id, { ...away, leavesStore: true });
    expect([world.overlays.length, worker.network?.id]).toEqual([1, network.id]);
    other.containers = [];
    await back(myapp, network.id, away);
    expect(world.overlays).toEqual([]);
  });

  it('is removed with --include-unowned: their containers are cut off, and stay', async () => {
    const { back, world, machine, other, overlay, container, on } = madeUpNode();
    const network = overlay();
    const theirs = [container('here', machine, on(network)), container('there', other, on(network))];
    await back(myapp, network.id, { includeUnowned: true });
    expect(world.overlays).toEqual([]);
    expect(theirs.map(({ running, network: end }) => [running, end])).toEqual([
      [true, undefined],
      [true, undefined],
    ]);
    expect(machine.containers).toContain(theirs[0]);
  });
});

describe('docker_gwbridge', () => {
  function withBridge() {
    const made = madeUpNode();
    made.machine.networks.push({ id: made.world.id(), name: 'docker_gwbridge', driver: 'bridge', labels: {} });
    return { ...made, has: () => made.machine.networks.some(({ name }) => name === 'docker_gwbridge') };
  }

  it('goes where nobody uses it, and twice does no harm', async () => {
    const { back, has } = withBridge();
    await back({ kind: 'gwbridge' });
    await back({ kind: 'gwbridge' });
    expect(has()).toBe(false);
  });

  it('stays where another’s container reaches the world through it', async () => {
    const { back, has, overlay, container, machine, on } = withBridge();
    container('theirs', machine, on(overlay({})));
    await back({ kind: 'gwbridge' });
    expect(has()).toBe(true);
  });
});
