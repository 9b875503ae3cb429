import { setTimeout as wait } from 'node:timers/promises';
import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { askAgain } from '../gates/ask-again.ts';
import { isGone, statusOf } from './engine-objects.ts';
import { watchConnections } from './lost.ts';
import { nothing, operation } from './operation.ts';
import { ownDirectoryScript, stateDirectory } from './own-directory.ts';
import type { Node } from './port.ts';
import { unitFailed } from './unit.ts';

/** What `/info` of the engine tells that the lab needs; fields that old engines lack are absent. */
export interface EngineInfo {
  ID: string;
  Name: string;
  ServerVersion: string;
  ClusterStore?: string;
  ClusterAdvertise?: string;
  LiveRestoreEnabled?: boolean;
  Driver?: string;
  OperatingSystem?: string;
  KernelVersion?: string;
  Swarm?: { LocalNodeState?: string; ControlAvailable?: boolean };
  DockerRootDir?: string;
  SecurityOptions?: string[] | null;
}

export async function engineInfo(node: Node): Promise<EngineInfo> {
  return (await node.docker.info()) as EngineInfo;
}

/** Milliseconds that an engine may take to answer after a start; slow machines need some 20 s with many containers. */
const answerDeadlineMs = 60_000;

/** Waits until the engine answers `/info`, asking again with growing pauses. */
export async function engineAnswers(
  node: Node,
  signal: AbortSignal,
  deadlineMs = answerDeadlineMs,
): Promise<EngineInfo> {
  const throwIfLost = watchConnections([node]);
  const again = askAgain({ ms: deadlineMs, firstMs: 25, signal });
  for (;;) {
    signal.throwIfAborted();
    try {
      return await engineInfo(node);
    } catch (error) {
      throwIfLost();
      if (again.isOver())
        throw new LabError('time-out', texts.machine.engineLate({ node: node.name, seconds: deadlineMs / 1000 }), {
          node: node.name,
          cause: error,
        });
    }
    await again.pause();
  }
}

/**
 * Restarts the engine. A restart stops every container on the node, also those that are not the lab's: those that ran
 * before and do not come back by a restart policy are started again. `listed` are those that run now, where that
 * is known already.
 */
export async function restartEngine(
  node: Node,
  signal: AbortSignal,
  lab: string,
  listed?: readonly string[],
): Promise<void> {
  const ids = listed ?? (await runningForeigners(node, lab));
  const { isRestarted, others } = await node.run(engineRestart, { lab, ids }, { signal });
  if (!isRestarted) throw await unitFailed(node, 'docker.service', 'restart');
  await engineAnswers(node, signal);
  await startAgain(node, lab, others);
}

/**
 * Containers that run now and are not this lab's, and those that ran before a restart that was interrupted. The node
 * itself remembers them until they run again, for the next run, any other app, and its own rollback.
 */
export async function rememberForeigners(node: Node, lab: string): Promise<string[]> {
  return node.run(runningRemember, { lab, ids: await runningForeigners(node, lab) });
}

/** Ids of containers that run now and are not this lab's. */
export async function runningForeigners(node: Node, lab: string): Promise<string[]> {
  const running = await node.docker.listContainers().catch(() => []);
  return running.filter((container) => container.Labels[labLabel] !== lab).map((container) => container.Id);
}

/**
 * Functions of a shell behind those for the lab's directory. `remember ID…`: in that directory, where it is there and entered
 * ($here is not empty), and on stdout: those ids and what is there already. Without an id nothing is written. It may be called
 * under `set -e`.
 */
export const rememberScript = `
remember() {
  all=$({ [ -z "$here" ] || head -c 99999 running 2>/dev/null || :; for id; do echo "$id"; done; } | sort -u)
  [ -z "$here" ] || [ $# -eq 0 ] || { echo "$all" >running.new && sync running.new && mv -f running.new running; }
  echo "$all"
}`;
/** Remembers the containers that it is called with, in the folder of the lab that goes before them. */
const rememberFirst = `${ownDirectoryScript}${rememberScript}
umask 077
enter "$1" && here=yes || here=; shift
remember "$@"
`;
export const rememberedIn = ({ stdout }: { stdout: string }): string[] =>
  stdout.split('\n').filter((id) => /^[0-9a-f]{1,64}$/.test(id));

/** Ids of containers beside those that the node remembers already; gives all of them. */
export const runningRemember = operation<{ lab: string; ids: readonly string[] }, string[]>({
  name: 'engine.remember-running',
  program: ({ lab, ids }) => ({
    script: rememberFirst,
    words: [stateDirectory(lab), ...ids],
  }),
  read: rememberedIn,
});

/** Restarts the engine; the node remembers those containers before it, and all that it remembers are told. */
export const engineRestart = operation<
  { lab: string; ids: readonly string[] },
  { isRestarted: boolean; others: string[] }
>({
  name: 'engine.restart',
  program: ({ lab, ids }) => ({
    script: `${rememberFirst}systemctl reset-failed docker.service 2>/dev/null; systemctl restart docker.service`,
    words: [stateDirectory(lab), ...ids],
    expect: 'any',
    timeout: 120_000,
  }),
  read: (answer) => ({ isRestarted: answer.status === 0, others: rememberedIn(answer) }),
});

export const runningForget = operation<{ lab: string }>({
  name: 'engine.forget-running',
  program: ({ lab }) => ({
    script: `${ownDirectoryScript}
enter "$1" && rm -f running
:`,
    words: [stateDirectory(lab)],
  }),
  read: nothing,
});

/** Those that a restart stopped which was interrupted, where none follows that would start them. */
export async function startRemembered(node: Node, lab: string): Promise<void> {
  const ids = await node.run(runningRemember, { lab, ids: [] });
  if (ids.length > 0) await startAgain(node, lab, ids);
}

/** How often a container is asked to start; an engine that has just come back may refuse it for a moment. */
const startTries = 3;

export async function startAgain(node: Node, lab: string, ids: readonly string[]): Promise<void> {
  // Those are all that the node remembers, if any.
  if (ids.length === 0) return;
  const started = await Promise.all(ids.map((id) => startOne(node, id)));
  // One that does not start stays remembered, for the next restart; the proof shows it.
  if (started.every(Boolean)) await node.run(runningForget, { lab });
}

async function startOne(node: Node, id: string): Promise<boolean> {
  for (let left = startTries; ; left -= 1) {
    try {
      await node.docker.getContainer(id).start();
      return true;
    } catch (error) {
      // 304: it runs already, by its restart policy.
      if (statusOf(error) === 304 || isGone(error)) return true;
      if (left <= 1) return false;
    }
    await wait(300);
  }
}

/** Label on everything that the lab makes in an engine; its value is the lab's name. */
export const labLabel = 'overlay-lab.lab';

/** The same on its image. A container inherits the labels of its image, so this must be another one. */
export const imageLabel = 'overlay-lab.image-of';
