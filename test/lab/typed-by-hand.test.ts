import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startChild } from '../faults/child-process.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { inNode } from '../support/nodes/practice.ts';
import { labFile, mustPerform, type Told } from '../support/nodes/run-lab.ts';
import { type engines, type members, onNode, typeDaemons, typeNetwork } from '../support/nodes/typed-lesson.ts';

/** What is on the nodes before, and is none of the lab's: an image, a network, containers, a store with data of its own. */
const others = `
root=$(mktemp -d); mkdir $root/bin; cp /bin/busybox $root/bin/; for name in sh sleep; do ln -s busybox $root/bin/$name; done
tar -C $root -c . | docker import - ubuntu:latest >/dev/null; rm -r $root
docker network create others >/dev/null
docker run -d --init --restart=always --net=others --name=worker-9 ubuntu sleep 99999 >/dev/null
systemd-run -q --unit=precious-store --working-directory=/srv etcd --name default --enable-v2 --listen-client-urls http://127.0.0.1:12379 --advertise-client-urls http://127.0.0.1:12379 --listen-peer-urls http://127.0.0.1:12380 --initial-advertise-peer-urls http://127.0.0.1:12380 --initial-cluster default=http://127.0.0.1:12380
until curl -fs http://127.0.0.1:12379/v2/keys/precious -XPUT -d value=1 >/dev/null 2>&1; do sleep 0.1; done`;

const precious = 'curl -fs http://127.0.0.1:12379/v2/keys/precious | grep -c precious';

const typedOf = ({ result }: Told) => result.proofs.filter(({ kind }) => kind === 'typed');
const leftOf = (told: Told) => typedOf(told).flatMap(({ left = [] }) => left);
/** What is left of the store that was there before, and nothing else. */
const isOthers = (line: string) =>
  /default\.etcd|precious-store|nothing in how it was started|does not name this node/.test(line);

describe.skipIf(!labFile)('a lab that was typed by hand, wholly outside of the app', () => {
  const fresh = freshForAll(({ lab, nodes }) => Promise.all(nodes.map((node) => inNode(lab, node, others))));

  const resetTyped = async () => {
    const told = await mustPerform(fresh.loaded, { command: 'reset', depth: 'typed' });
    expect(typedOf(told).map(({ node, equal, differences }) => ({ node, equal, differences }))).toEqual(
      fresh.nodes.map((node) => ({ node, equal: true, differences: [] })),
    );
    return told;
  };

  const expectAsBefore = async () => {
    expect(await fresh.changes()).toEqual([]);
    for (const node of fresh.nodes) expect(await inNode(fresh.lab, node, precious)).toBe('1\n');
  };

  const ways: [keyof typeof members, keyof typeof engines][] = [
    ['in the background of a terminal', 'in front'],
    ['in front, as a user’s own program', 'by systemd-run'],
    ['by systemd-run', 'with flags in a drop-in'],
    ['by a unit of one’s own', 'with DOCKER_OPTS'],
    ['in the background of a terminal', 'with daemon.json'],
  ];

  test.for(ways)('etcd %s, Docker %s: a reset takes it back, and nothing of others', async ([member, engine]) => {
    await typeDaemons(fresh.lab, member, engine);
    await typeNetwork(fresh.lab);
    const told = await resetTyped();
    expect(leftOf(told).filter((line) => !isOthers(line))).toEqual([]);
    await expectAsBefore();
  });

  test('its terminals closed, so that etcd is gone and the engine waits for it: equal all the same', async () => {
    await typeDaemons(fresh.lab, 'in the background of a terminal', 'with DOCKER_OPTS');
    await typeNetwork(fresh.lab);
    for (const index of [0, 1]) await onNode(fresh.lab, index, 'kill -KILL $(pgrep -fx "etcd -name $name .*")');
    await resetTyped();
    await expectAsBefore();
  });

  /** Kills a reset when it has told of so many things that it took back; how many it had told by then. */
  const killedAt = async (changes: number) => {
    const child = startChild(fresh.loaded, { command: 'reset', depth: 'typed' });
    const told = () => child.events.filter(({ type }) => type === 'change').length;
    let isOver = false;
    void child.ended.then(() => {
      isOver = true;
    });
    while (!isOver && told() < changes) await delay(5);
    child.kill('SIGKILL');
    await child.ended;
    return told();
  };

  test('its reset killed again and again: the next one finishes it', async () => {
    await typeDaemons(fresh.lab, 'by a unit of one’s own', 'with flags in a drop-in');
    await typeNetwork(fresh.lab);
    const told: number[] = [];
    for (const changes of [1, 4, 2]) told.push(await killedAt(changes));
    console.log(`killed after ${told.join(', ')} changes`);
    expect(told[0]).toBeGreaterThan(0);
    expect(leftOf(await resetTyped()).filter((line) => !isOthers(line))).toEqual([]);
    await expectAsBefore();
  });

  test('finished by the app: one reset takes both back', async () => {
    await typeDaemons(fresh.lab, 'by systemd-run', 'in front');
    await onNode(fresh.lab, 0, 'docker network create -d overlay myapp');
    await mustPerform(fresh.loaded, { command: 'run', only: ['preflight', 'image', 'workers'] });
    await resetTyped();
    await expectAsBefore();
  });

  test('somebody’s container on its network keeps network, engines and store, unless it may be disconnected', async () => {
    await typeDaemons(fresh.lab, 'by systemd-run', 'with daemon.json');
    await typeNetwork(fresh.lab);
    await onNode(fresh.lab, 0, 'docker run -d --name=db --net=myapp -v data:/data ubuntu sleep 99999 >$output');
    const before = await onNode(
      fresh.lab,
      0,
      'pgrep -x etcd; docker inspect -f {{.State.StartedAt}} db; docker network ls -q',
    );
    const told = await mustPerform(fresh.loaded, { command: 'reset', depth: 'typed' });
    expect(leftOf(told).join('\n')).toMatch(/overlay network myapp; left, because db on node1 would lose its network/);
    expect(
      await onNode(fresh.lab, 0, 'pgrep -x etcd; docker inspect -f {{.State.StartedAt}} db; docker network ls -q'),
    ).toBe(before);
    await mustPerform(fresh.loaded, { command: 'reset', depth: 'typed', includeUnowned: true });
    expect(
      await onNode(
        fresh.lab,
        0,
        'docker inspect -f {{.State.Status}} db; docker rm -f db >$output; docker volume rm data',
      ),
    ).toBe('running\ndata\n');
    await expectAsBefore();
  });

  test.for([
    [
      'v2',
      'curl -fs http://$address:2379/v2/keys/theirs -XPUT -d value=1 >$output',
      'its store also holds keys that are not Docker’s: /theirs',
    ],
    ['v3', 'ETCDCTL_API=3 etcdctl put theirs 1 >$output', 'also holds keys of the v3 API'],
  ])('a store with somebody’s keys of the API %s stays, and is told', async ([, put, why]) => {
    await typeDaemons(fresh.lab, 'in the background of a terminal', 'with daemon.json');
    await onNode(fresh.lab, 0, put ?? '');
    const told = await mustPerform(fresh.loaded, { command: 'reset', depth: 'typed' });
    expect(leftOf(told).join('\n')).toContain(why);
    for (const index of [0, 1]) {
      expect(await onNode(fresh.lab, index, 'pgrep -fx "etcd -name $name .*" | wc -l; ls -d /root/$name.etcd')).toBe(
        `1\n/root/node${index + 1}.etcd\n`,
      );
      await onNode(fresh.lab, index, 'kill -KILL $(pgrep -fx "etcd -name $name .*"); rm -r /root/$name.etcd');
    }
    await expectAsBefore();
  });

  test('a swarm that somebody made of its nodes is left by all of them; one with secrets stays, and is told', async () => {
    const swarm = async () => {
      await onNode(fresh.lab, 0, 'docker swarm init --advertise-addr $address >$output');
      const token = (await onNode(fresh.lab, 0, 'docker swarm join-token -q worker')).trim();
      await onNode(
        fresh.lab,
        1,
        `docker swarm join --advertise-addr $address --token ${token} 192.168.236.130:2377 >$output`,
      );
    };
    await swarm();
    await onNode(fresh.lab, 0, 'echo x | docker secret create theirs - >$output');
    expect(leftOf(await mustPerform(fresh.loaded, { command: 'reset', depth: 'typed' })).join()).toContain('theirs');
    expect(await onNode(fresh.lab, 1, 'docker info -f {{.Swarm.LocalNodeState}}')).toBe('active\n');
    await onNode(fresh.lab, 0, 'docker secret rm theirs >$output');
    await resetTyped();
    for (const index of [0, 1]) {
      expect(await onNode(fresh.lab, index, 'docker info -f {{.Swarm.LocalNodeState}}')).toBe('inactive\n');
      expect(
        await onNode(
          fresh.lab,
          index,
          'docker network ls -q -f name=docker_gwbridge; ls /var/run/docker/netns | grep -- - || :',
        ),
      ).toBe('');
    }
  });
});
