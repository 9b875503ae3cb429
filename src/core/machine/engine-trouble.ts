import { texts, type Words } from '../../shared/texts/text.ts';
import type { EngineState } from './engine-state.ts';

/** Why an engine cannot be worked with, in one sentence, and what to paste on the node. */
export interface Trouble {
  message: Words;
  remedy: Words;
  diagnosis?: number;
}

/** Rows of the catalogue. */
export const rows = { failed: 46, masked: 47, stopped: 48, hangs: 49, other: 50, hosts: 11, proxy: 51, file: 52 };

// Lines to paste are no words of a language.
export const startIt = 'systemctl reset-failed docker.service docker.socket; systemctl start docker.socket docker';
const unmask = 'systemctl unmask docker.service docker.socket; systemctl start docker.socket docker';
const startSocket = 'systemctl stop docker.service docker.socket; systemctl start docker.socket docker';
const resume = (pid: number): string => `kill -CONT ${pid}`;

/**
 * Why the engine of a node does not answer; `reason` is what its journal says of its end, `said` the error of the way to
 * it. Each remedy follows the cause, and works when pasted into a root shell of the node.
 */
export function engineTrouble(state: EngineState, { reason, said }: { reason: string; said: Words }): Trouble {
  const { units, processes, socket } = state;
  const docker = units['docker.service'];
  const process = processes.find(({ ofUser, uid }) => !ofUser && uid === 0);
  if (process?.state === 'T')
    return {
      message: texts.machine.engineStopped({ pid: process.pid }),
      remedy: resume(process.pid),
      diagnosis: rows.hangs,
    };
  if (process) return silent(state, said);
  const other = notSystemDocker(state);
  if (docker?.load === 'masked' || units['docker.socket']?.load === 'masked')
    return {
      message: texts.machine.masked,
      remedy: unmask,
      diagnosis: rows.masked,
    };
  if (docker?.load !== 'loaded') return other ?? notInstalled(socket, said);
  if (docker.active === 'failed') return failed(docker.result, reason);
  return {
    message: docker.active === 'activating' ? texts.machine.starting : texts.machine.stopped,
    remedy: docker.active === 'activating' ? texts.machine.startingRemedy : startIt,
    diagnosis: rows.stopped,
  };
}

/** It runs, and says nothing. */
function silent({ socket, listeners, units }: EngineState, said: Words): Trouble {
  if (units['docker.service']?.active === 'activating')
    return {
      message: texts.machine.startingSilent,
      remedy: texts.machine.startingRemedy,
      diagnosis: rows.hangs,
    };
  if (!socket || !listeners.some(({ process }) => process === 'dockerd'))
    return {
      message: socket ? texts.machine.notListening : texts.machine.socketGone,
      remedy: startSocket,
      diagnosis: rows.hangs,
    };
  return {
    message: texts.machine.silent({ said }),
    remedy: texts.machine.silentRemedy,
    diagnosis: rows.hangs,
  };
}

function failed(result: string, reason: string): Trouble {
  if (result === 'start-limit-hit' && reason === '')
    return {
      message: texts.machine.startLimit,
      remedy: startIt,
      diagnosis: rows.failed,
    };
  return {
    message: reason ? texts.machine.failed({ reason }) : texts.machine.failedWith({ result }),
    remedy: texts.machine.failedRemedy({ command: startIt }),
    diagnosis: /specified both/.test(reason) ? rows.hosts : rows.failed,
  };
}

function notInstalled(socket: string | undefined, said: Words): Trouble {
  return {
    message: socket ? texts.machine.notDocker({ socket, said }) : texts.machine.notInstalled,
    remedy: texts.machine.notInstalledRemedy,
  };
}

/** Stand-ins for Docker with which no lab can be built; undefined where there is none of them. */
export function notSystemDocker({ units, processes, client, socket }: EngineState): Trouble | undefined {
  const trouble = (message: Words, remedy: Words): Trouble => ({ message, remedy, diagnosis: rows.other });
  const install = texts.machine.systemDocker;
  const snap = units['snap.docker.dockerd.service'];
  if (processes.some(({ unit }) => unit.startsWith('snap.')) || snap?.load === 'loaded')
    return trouble(texts.machine.snap, texts.machine.snapRemedy({ install }));
  if (/podman/i.test(client ?? '') || socket?.includes('podman'))
    return trouble(texts.machine.podman, texts.machine.podmanRemedy({ install }));
  const rootless = processes.find(({ ofUser, uid }) => ofUser || uid !== 0);
  if (rootless)
    return trouble(
      texts.machine.rootless({ uid: rootless.uid, pid: rootless.pid }),
      texts.machine.rootlessRemedy({ install }),
    );
  return undefined;
}
