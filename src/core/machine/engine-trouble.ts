import type { EngineState } from './engine-state.ts';

/** Why an engine cannot be worked with, in one sentence, and what to paste on the node. */
export interface Trouble {
  message: string;
  remedy: string;
  diagnosis?: number;
}

/** Rows of the catalogue. */
export const rows = { failed: 46, masked: 47, stopped: 48, hangs: 49, other: 50, hosts: 11, proxy: 51, file: 52 };

const startIt = 'systemctl reset-failed docker.service docker.socket; systemctl start docker.socket docker';

/**
 * Why the engine of a node does not answer; `reason` is what its journal says of its end, `said` the error of the way to
 * it. Each remedy follows the cause, and works when pasted into a root shell of the node.
 */
export function engineTrouble(state: EngineState, { reason, said }: { reason: string; said: string }): Trouble {
  const { units, processes, socket } = state;
  const docker = units['docker.service'];
  const process = processes.find(({ ofUser, uid }) => !ofUser && uid === 0);
  if (process?.state === 'T')
    return {
      message: `Docker (process ${process.pid}) was stopped by a signal: it accepts connections but does not answer`,
      remedy: `kill -CONT ${process.pid}`,
      diagnosis: rows.hangs,
    };
  if (process) return silent(state, said);
  const other = notSystemDocker(state);
  if (docker?.load === 'masked' || units['docker.socket']?.load === 'masked')
    return {
      message: 'docker.service is masked, so nothing can start it',
      remedy: 'systemctl unmask docker.service docker.socket; systemctl start docker.socket docker',
      diagnosis: rows.masked,
    };
  if (docker?.load !== 'loaded') return other ?? notInstalled(socket, said);
  if (docker.active === 'failed') return failed(docker.result, reason);
  return {
    message: docker.active === 'activating' ? 'Docker is still starting' : 'Docker is stopped',
    remedy: docker.active === 'activating' ? 'Check what it is waiting for: journalctl -u docker -n 50' : startIt,
    diagnosis: rows.stopped,
  };
}

/** It runs, and says nothing. */
function silent({ socket, listeners, units }: EngineState, said: string): Trouble {
  if (units['docker.service']?.active === 'activating')
    return {
      message: 'Docker is starting and does not respond yet',
      remedy: 'Check what it is waiting for: journalctl -u docker -n 50',
      diagnosis: rows.hangs,
    };
  if (!socket || !listeners.some(({ process }) => process === 'dockerd'))
    return {
      message: socket
        ? 'Docker is running but does not listen on /var/run/docker.sock'
        : 'Docker is running, but its socket /var/run/docker.sock is gone',
      remedy: 'systemctl stop docker.service docker.socket; systemctl start docker.socket docker',
      diagnosis: rows.hangs,
    };
  return {
    message: `Docker is running and accepts connections but does not answer: ${said}`,
    remedy: 'systemctl restart docker (if that hangs too: systemctl kill -s KILL docker; systemctl start docker)',
    diagnosis: rows.hangs,
  };
}

function failed(result: string, reason: string): Trouble {
  if (result === 'start-limit-hit' && reason === '')
    return {
      message: 'Docker was started too often in a short time, and systemd has given up on it (start limit)',
      remedy: startIt,
      diagnosis: rows.failed,
    };
  return {
    message: `Docker failed to start${reason ? `: ${reason}` : ` (${result})`}`,
    remedy: `Fix what it reports, then: ${startIt}`,
    diagnosis: /specified both/.test(reason) ? rows.hosts : rows.failed,
  };
}

function notInstalled(socket: string | undefined, said: string): Trouble {
  return {
    message: socket ? `what listens at ${socket} is not Docker: ${said}` : 'Docker is not installed',
    remedy: 'Install it: apt-get install docker.io',
  };
}

const useSystemDocker = 'apt-get install docker.io, and systemctl start docker.socket docker';

/** Stand-ins for Docker with which no lab can be built; undefined where there is none of them. */
export function notSystemDocker({ units, processes, client, socket }: EngineState): Trouble | undefined {
  const trouble = (message: string, remedy: string): Trouble => ({ message, remedy, diagnosis: rows.other });
  const snap = units['snap.docker.dockerd.service'];
  if (processes.some(({ unit }) => unit.startsWith('snap.')) || snap?.load === 'loaded')
    return trouble(
      'Docker is installed as a snap here (snap.docker.dockerd): it reads neither /etc/docker/daemon.json nor docker.service',
      `snap remove docker (this removes its containers), then ${useSystemDocker}`,
    );
  if (/podman/i.test(client ?? '') || socket?.includes('podman'))
    return trouble(
      'Podman answers instead of Docker here; it does not have Docker’s overlay networks',
      `apt-get remove podman-docker; systemctl disable --now podman.socket; rm -f /var/run/docker.sock; ${useSystemDocker}`,
    );
  const rootless = processes.find(({ ofUser, uid }) => ofUser || uid !== 0);
  if (rootless)
    return trouble(
      `Docker is rootless here (user ${rootless.uid}, process ${rootless.pid}): it cannot create the lab's networks`,
      `Use the system's own: ${useSystemDocker}`,
    );
  return undefined;
}
