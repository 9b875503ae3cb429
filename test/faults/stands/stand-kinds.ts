import { practiceLab, tryInNode } from '../../support/nodes/practice.ts';
import type { WatchingWindow } from '../../support/nodes/watching-window.ts';

/** Something that ends, on one node, what the app has made there. */
export interface StandKind {
  name: string;
  node: 'node1' | 'node2';
  /** Shell, in the node. */
  inject: string;
  /** What comes after it, before anything is looked for. */
  comesThen?: (lab: string) => Promise<void>;
  /** Holds, in the node, once it can be seen; at once where absent. */
  seen?: string;
  /** The window says so, and what it says. */
  shown: (window: WatchingWindow, node: string) => unknown;
  /** What a check says of it; absent where there is nothing to say any more. */
  says?: RegExp;
  /** What the reset says that it cannot do, with a remedy to paste on the node. */
  refused?: RegExp;
  /** The reset waits for the node; this brings it back, and ends when all that starts with it has started. */
  comesBack?: (lab: string) => Promise<unknown>;
  /** What ends it where the reset did not. */
  heal: (lab: string) => Promise<unknown>;
}

const inNodeOf = (kind: Pick<StandKind, 'node'>, source: string) => (lab: string) => tryInNode(lab, kind.node, source);

const isLost = (step: string, daemon: 'docker' | 'etcd') => (window: WatchingWindow, node: string) => {
  const lost = (window.standOf(step, node) ?? window.standOf(step))?.lost;
  return lost?.why === 'daemon' && lost.daemon === daemon && lost.node === node && `${daemon} on ${node}: ${lost.is}`;
};
const dockerIsLost = isLost('daemon', 'docker');
const etcdIsLost = isLost('etcd', 'etcd');
const isUnseen = (window: WatchingWindow, node: string) => {
  const { lost, state } = window.standOf('daemon', node) ?? {};
  return state === 'unknown' && lost?.why === 'unseen' && `${node} is not seen`;
};

const dataIsLost = (window: WatchingWindow) => {
  const { state, problems = [] } = window.standOf('etcd') ?? {};
  return state === 'drifted' && problems.find(({ message }) => /data/.test(message))?.message;
};

const restartDocker =
  'systemctl unmask docker.service docker.socket; systemctl reset-failed docker.service docker.socket; systemctl start docker.socket docker';
const docker = (name: string, inject: string, more: Pick<StandKind, 'says'> & Partial<StandKind>): StandKind => ({
  ...{ name, node: 'node2', inject: `systemctl reset-failed docker.service docker.socket; ${inject}` },
  ...{ seen: '! pgrep -x dockerd', shown: dockerIsLost },
  heal: inNodeOf({ node: 'node2' }, restartDocker),
  ...more,
});
const etcd = (name: string, inject: string, more: Partial<StandKind>): StandKind => ({
  ...{ name, node: 'node2', inject, shown: etcdIsLost },
  heal: inNodeOf({ node: 'node2' }, 'systemctl reset-failed overlay-lab-etcd; systemctl start overlay-lab-etcd'),
  ...more,
});

const off = 'systemctl poweroff --force --force';
const startNode = async (lab: string) => {
  const { status, stderr } = await practiceLab(['start', lab]);
  if (status !== 0) throw new Error(`the node was not started: ${stderr}`);
};
const removeData = 'rm -rf /var/lib/overlay-lab/*/etcd-data';

export const standKinds: readonly StandKind[] = [
  docker('docker stopped, its socket is there', 'systemctl stop docker', { says: /node2.*Docker is stopped/ }),
  docker('docker stopped, and its socket', 'systemctl stop docker docker.socket', { says: /node2.*Docker is stopped/ }),
  docker('docker stopped and masked', 'systemctl stop docker docker.socket; systemctl mask docker docker.socket', {
    says: /node2.*masked/,
  }),
  docker(
    'docker given up by its start limit',
    `mkdir -p /run/systemd/system/docker.service.d
printf '[Service]\nExecStart=\nExecStart=/bin/false\n' >/run/systemd/system/docker.service.d/zz-fails.conf
systemctl daemon-reload; systemctl restart docker; for n in 1 2 3; do systemctl start docker; done
rm -r /run/systemd/system/docker.service.d; systemctl daemon-reload`,
    { seen: 'systemctl is-failed -q docker', says: /node2.*(start limit|failed to start)/ },
  ),
  docker('docker hung', 'systemctl kill -s STOP --kill-who=main docker', {
    seen: ':',
    says: /node2.*(stopped by a signal|does not answer)/,
    refused: /stopped by a signal/,
    heal: inNodeOf({ node: 'node2' }, 'systemctl kill -s CONT --kill-who=main docker'),
  }),
  etcd('etcd killed, its unit starts it again', 'systemctl kill -s KILL overlay-lab-etcd', {}),
  etcd('etcd stopped', 'systemctl stop overlay-lab-etcd', { says: /etcd|2379/ }),
  etcd('etcd’s data removed while it is running', removeData, {
    shown: (window, node) => etcdIsLost(window, node) || dataIsLost(window),
    says: /node2.*data/,
  }),
  etcd('etcd’s data removed, and etcd killed', `${removeData}; systemctl kill -s KILL overlay-lab-etcd`, {
    says: /etcd|2379/,
  }),
  {
    ...{ name: 'a node switched off', node: 'node2', inject: off, shown: isUnseen, says: /node2/ },
    // Its etcd waits for the others', which were reset, and its Docker for that: not all starts in time.
    ...{ comesBack: (lab) => practiceLab(['start', lab]), heal: startNode },
  },
  {
    name: 'a node switched off, and on again',
    node: 'node2',
    inject: off,
    comesThen: startNode,
    seen: 'systemctl is-active -q ssh docker',
    shown: (window, node) => {
      const { state } = window.standOf('workers', node) ?? {};
      return (state === 'open' || state === 'drifted') && `the worker on ${node}: ${state}`;
    },
    says: /node2.*worker-2|worker-2.*node2/,
    heal: startNode,
  },
  {
    ...{ name: 'a node frozen', node: 'node2', inject: 'kill -STOP -1', shown: isUnseen, says: /node2/ },
    comesBack: async (lab) => void (await tryInNode(lab, 'node2', 'kill -CONT -1')),
    heal: inNodeOf({ node: 'node2' }, 'kill -CONT -1'),
  },
];
