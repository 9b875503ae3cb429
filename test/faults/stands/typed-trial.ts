import { changesBetween, statesOf } from '../../support/nodes/node-state.ts';
import { inNode, makePristine } from '../../support/nodes/practice.ts';
import { namesOf, summary } from '../../support/nodes/run-lab.ts';
import { typeDaemons, typeNetwork } from '../../support/nodes/typed-lesson.ts';
import type { Ground } from '../ground.ts';
import { typedCommand } from '../hangs/typed-command.ts';
import { emptyRow, judged, type StandRow } from './stand-row.ts';
import { allDone, checked, inWindow, keepSilence, resultOf } from './stand-trial.ts';

export const typedDepths = ['made', 'typed', 'pristine'] as const;
type Depth = (typeof typedDepths)[number];

export const typedName = (depth: Depth): string => `typed outside of the app, opened, finished by run, reset: ${depth}`;

const patienceMs = 60_000;

/** An image from which the lesson's containers are started, before anything else. */
const image = `root=$(mktemp -d); mkdir $root/bin; cp /bin/busybox $root/bin/; for name in sh sleep ping ip; do ln -s busybox $root/bin/$name; done
tar -C $root -c . | docker import - ubuntu:latest >/dev/null; rm -r $root`;

/**
 * The whole lesson typed on the nodes, in the background of a terminal and with flags of dockerd's own; then the app opens
 * the lab for the first time, finishes it, and resets it as deep as is asked for.
 */
export async function tryTyped({ loaded }: Ground, depth: Depth): Promise<StandRow> {
  const row = emptyRow(typedName(depth));
  const { name: lab } = loaded.lab;
  const nodes = namesOf(loaded);
  await makePristine(lab);
  const first = await statesOf(lab, nodes);
  await Promise.all(nodes.map((node) => inNode(lab, node, image)));
  const untyped = await statesOf(lab, nodes);
  await typeDaemons(lab, 'in the background of a terminal', 'by systemd-run');
  await typeNetwork(lab);
  const typed = await statesOf(lab, nodes);
  const since = Date.now();
  await inWindow(lab, nodes, row, async (window, probe) => {
    probe.start();
    // Typed workers are none of the app's image, and all else is as it has to be.
    if ((await window.shows(() => typedIsDone(window.snapshot), patienceMs)) === undefined)
      row.problems.push(`the window did not show what was typed:\n${window.shownNow}`);
    row.windowSeconds = (Date.now() - since) / 1000;
    row.windowWord = 'etcd, the engines and the network are done';
    await checked(loaded, undefined, row);
    const end = resultOf(await window.run({ command: 'run', skip: ['iperf-native', 'iperf-overlay'] }));
    if (!end?.ok) throw new Error(`the run did not finish it: ${end && summary(end)}`);
    if ((await window.shows(() => allDone(window), patienceMs)) === undefined)
      row.problems.push(`finished, and not all is done:\n${window.shownNow}`);
    if (depth === 'pristine') {
      const command = typedCommand(['--yes', 'reset', '--depth', 'pristine', '--lab', loaded.file]);
      if (!(await command.ended)) row.problems.push(`the reset: ${command.shown().trim().slice(-600)}`);
    } else {
      const events = await window.run({ command: 'reset', depth });
      keepSilence(row, events);
      const reset = resultOf(events);
      if (!reset?.ok) row.problems.push(`the reset: ${reset && summary(reset)}`);
    }
    if ((await window.shows(() => !allDone(window), patienceMs)) === undefined)
      row.problems.push(`reset, and all is done:\n${window.shownNow}`);
  });
  const before = { made: typed, typed: untyped, pristine: first }[depth];
  row.differences = changesBetween(before, await statesOf(lab, nodes)).filter((line) => !isWritten.test(line));
  if (row.problems.length === 0) row.reset = 'equal';
  return judged(row);
}

/** A member that somebody typed runs on after a reset of what the app made, and writes; a pristine node has secrets of its own. */
const isWritten = /files [-+] [0-9a-f]{64} {2}(\/root\/\S+\.etcd\/member\/|\/etc\/shadow$|\/etc\/docker\/key\.json$)/;

const typedIsDone = ({ stands }: { stands: readonly { step: string; state: string }[] }): boolean =>
  ['etcd', 'daemon', 'network'].every((step) => {
    const some = stands.filter((one) => one.step === step);
    return some.length > 0 && some.every(({ state }) => state === 'done');
  });
