import { inNode, tryInNode } from '../support/nodes/practice.ts';
import { begin, perform, summary } from '../support/nodes/run-lab.ts';
import type { OwnFault, Told } from './fault.ts';
import { orHang, tell } from './fault-trial.ts';
import { buildSteps } from './kill-points.ts';

const whole: ['preflight', ...typeof buildSteps] = ['preflight', ...buildSteps];

/** Something is done to an engine of a lab that stands; then a reset must go through by itself, and be proved. */
const beforeReset = (name: string, harm: string): OwnFault => ({
  name,
  async perform({ loaded }) {
    const built = await perform(loaded, { command: 'run', only: whole });
    if (!built.result.ok) return failed(`before it: ${summary(built.result)}`);
    await tryInNode(loaded.lab.name, 'node1', harm);
    const hit = Date.now();
    const running = begin(loaded, { command: 'reset' });
    const end = await orHang(running);
    const told = tell(end, running.events, hit);
    if (!end?.ok) told.problems.push(`the reset did not go through: ${end && summary(end)}`);
    return told;
  },
});

const failed = (problem: string): Told => ({ told: '', falseSuccess: [], problems: [problem] });

/** What the harm itself ended, no lab has to start: nothing of it was built yet. */
const startEnded = 'docker ps -aq -f status=exited -f ancestor=others/tool:1 | xargs -r docker start';

/** What the check of an unwell engine says; its remedy, pasted on the node, must make the next check go through. */
const checkedAndPasted = (name: string, harm: string, { says, heal }: { says: RegExp; heal?: string }): OwnFault => ({
  name,
  async perform({ loaded }) {
    const lab = loaded.lab.name;
    await tryInNode(lab, 'node1', 'systemctl reset-failed docker.service docker.socket');
    await tryInNode(lab, 'node1', harm);
    const hit = Date.now();
    const running = begin(loaded, { command: 'check', only: ['preflight'] });
    const end = await orHang(running);
    const told = tell(end, running.events, hit);
    const problem = running.events
      .flatMap((event) => (event.type === 'finding' && event.node === 'node1' ? event.finding.problems : []))
      .find(({ level }) => level === 'error');
    if (end?.ok) told.falseSuccess.push('the check went through');
    if (!problem || !says.test(problem.message)) told.problems.push(`said: ${problem?.message ?? 'nothing'}`);
    await tryInNode(lab, 'node1', heal ?? problem?.remedy?.replace(/ \(if that .*$/, '') ?? ':');
    await tryInNode(lab, 'node1', startEnded);
    const again = await perform(loaded, { command: 'check', only: ['preflight'] });
    if (!again.result.ok) told.problems.push(`the remedy did not help: ${summary(again.result)}`);
    return told;
  },
});

/** R3: a network and a container of somebody else's in the lab's store are named and live on; the remedy frees the reset. */
const othersInStore: OwnFault = {
  name: 'somebody else’s network and container in the lab’s store',
  async perform({ loaded }) {
    const built = await perform(loaded, { command: 'run', only: whole });
    if (!built.result.ok) return failed(`before it: ${summary(built.result)}`);
    const lab = loaded.lab.name;
    await inNode(
      lab,
      'node1',
      'docker network create -d overlay second && docker run -d --name student --net second others/tool:1 /bin/busybox sleep 10000',
    );
    const hit = Date.now();
    const running = begin(loaded, { command: 'reset' });
    const end = await orHang(running);
    const told = tell(end, running.events, hit);
    if (!/second \(used by student on node1\)/.test(end?.errors[0]?.message ?? ''))
      told.problems.push(`not named: ${end?.errors[0]?.message}`);
    const { stdout } = await tryInNode(
      lab,
      'node1',
      'docker inspect -f "{{.State.Running}}" student; docker network ls',
    );
    if (!stdout.startsWith('true') || !stdout.includes('second')) told.problems.push(`lost: ${stdout}`);
    await tryInNode(
      lab,
      'node1',
      'docker network disconnect -f second student; docker network rm second; docker rm -f student',
    );
    return told;
  },
};

const noProxyUnit = `cd /etc/systemd/system && rm -f docker.service.d/p.conf docker.service.d/zz-no-proxy.conf
rmdir docker.service.d 2>/dev/null; systemctl daemon-reload; systemctl reset-failed docker; systemctl restart docker`;

/** The drop-in that its remedy makes is taken away again. */
const proxy: OwnFault = {
  name: 'HTTP_PROXY in docker’s unit',
  async perform(ground) {
    const { name: lab } = ground.loaded.lab;
    const told = await checkedAndPasted(
      'HTTP_PROXY',
      `mkdir -p /etc/systemd/system/docker.service.d; printf '[Service]\\nEnvironment=HTTP_PROXY=http://127.0.0.1:9\\n' >/etc/systemd/system/docker.service.d/p.conf; systemctl daemon-reload; systemctl restart docker`,
      { says: /HTTP_PROXY/ },
    ).perform(ground);
    await tryInNode(lab, 'node1', noProxyUnit);
    await tryInNode(lab, 'node1', startEnded);
    return told;
  },
};

export const engineFaults: OwnFault[] = [
  beforeReset('docker stopped before a reset', 'systemctl stop docker docker.socket'),
  beforeReset(
    'docker given up by its start limit before a reset',
    'for n in 1 2 3 4 5 6; do systemctl restart docker; done',
  ),
  othersInStore,
  checkedAndPasted('docker stopped before a check', 'systemctl stop docker docker.socket', { says: /is stopped/ }),
  checkedAndPasted('docker masked', 'systemctl stop docker docker.socket; systemctl mask docker', { says: /masked/ }),
  checkedAndPasted('dockerd stopped by a signal', 'kill -STOP $(pidof dockerd)', { says: /stopped by a signal/ }),
  checkedAndPasted('the engine’s socket gone', 'rm -f /run/docker.sock', { says: /socket .* is gone/ }),
  checkedAndPasted(
    'hosts in daemon.json, not yet tried',
    `mkdir -p /etc/docker; cp -a /etc/docker/daemon.json /run/kept.json; printf '{"hosts":["fd://"]}' >/etc/docker/daemon.json`,
    { says: /^hosts is set both in/, heal: 'mv /run/kept.json /etc/docker/daemon.json || rm /etc/docker/daemon.json' },
  ),
  checkedAndPasted('no docker client', 'mv /usr/bin/docker /usr/bin/docker.off', {
    says: /has no docker/,
    heal: 'mv /usr/bin/docker.off /usr/bin/docker',
  }),
  proxy,
];
