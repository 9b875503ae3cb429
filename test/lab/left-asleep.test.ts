import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { inNode, tryInNode, untilInNode } from '../support/nodes/practice.ts';
import { labFile } from '../support/nodes/run-lab.ts';
import { WatchingWindow } from '../support/nodes/watching-window.ts';

const times = Number(process.env.OVERLAY_LAB_TIMES ?? 1);
/** What systemd counts: a start for a question that came to its socket is one. */
const starts = 'systemctl show -p InvocationID -p ActiveState docker.service';
/** It opens its socket, and finds out some tenths of a second later that it cannot run. */
const fails = 'storage-driver=none';

describe.skipIf(!labFile)('a Docker that stopped or failed is not started by who looks at it', () => {
  const fresh = freshForAll();
  let window: WatchingWindow;

  const onAll = (script: string) => Promise.all(fresh.nodes.map((node) => inNode(fresh.lab, node, script)));
  const calm = () => new Promise((resolve) => setTimeout(resolve, 4_000));
  const stays = async (state: string) => {
    const then = await onAll(starts);
    for (const said of then) expect(said).toContain(`ActiveState=${state}`);
    // Long enough for whoever would ask it.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await onAll(starts)).toEqual(then);
  };
  // The socket too: a dockerd that was typed has put its own in that place.
  const start = async () => {
    await onAll(`systemctl stop docker.service docker.socket; systemctl reset-failed docker.service docker.socket
systemctl start docker.socket docker.service`);
    const runs = () => fresh.nodes.every((node) => window.sightOf(node)?.docker === 'running');
    expect(await window.shows(runs, 30_000), window.shownNow).toBeDefined();
    // Whoever has just asked whether it is up may still connect, some milliseconds after it was stopped: what is tested here
    // is a look that begins after that.
    await calm();
  };

  beforeAll(async () => {
    window = await WatchingWindow.open(fresh.lab, temporaryFolder('left-asleep', afterAll));
    await start();
  });
  afterAll(() => window?.close());

  test('one that a person types beside the stopped service, and that fails', async () => {
    await onAll('systemctl stop docker.service');
    for (let at = 0; at < times; at++) {
      await Promise.all(fresh.nodes.map((node) => tryInNode(fresh.lab, node, `dockerd --${fails}`)));
      await stays('inactive');
    }
    await start();
  });

  test('the service, which fails while its socket listens', async () => {
    await onAll(`mkdir -p /run/systemd/system/docker.service.d
printf '[Service]\\nRestart=no\\nStartLimitIntervalSec=0\\nEnvironment=DOCKER_OPTS=--${fails}\\nEnvironmentFile=\\n' >/run/systemd/system/docker.service.d/fails.conf
systemctl daemon-reload; systemctl stop docker.service`);
    for (let at = 0; at < times; at++) {
      await onAll(
        'systemctl reset-failed docker.service docker.socket; systemctl start docker.socket; systemctl start docker.service || true',
      );
      await stays('failed');
    }
    await onAll('rm /run/systemd/system/docker.service.d/fails.conf; systemctl daemon-reload');
    await start();
  });

  test('one that is stopped on a machine with much to do', async () => {
    const [node = ''] = fresh.nodes;
    await inNode(
      fresh.lab,
      node,
      'for i in 1 2 3 4 5 6; do timeout 300 sh -c "while :; do :; done" & echo $!; done >/run/busy 2>/dev/null',
    );
    for (let at = 0; at < times; at++) {
      await onAll('systemctl stop docker.service');
      await stays('inactive');
      await start();
      await untilInNode(fresh.lab, node, 'docker info');
    }
    await inNode(fresh.lab, node, 'kill $(cat /run/busy)');
  });
});
