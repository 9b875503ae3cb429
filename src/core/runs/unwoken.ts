import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { boundedDocker } from '../bounds/bounded-docker.ts';
import { engineAsleep } from '../machine/engine-asleep.ts';
import { startIt } from '../machine/engine-trouble.ts';
import type { Node } from '../machine/port.ts';

/**
 * The node's Docker for those who change nothing: one that is stopped is not asked, since systemd would start it for them.
 * Whether it is is looked at once, and not where it is known that it runs (`isAwake`).
 */
export function unwoken(node: Node, isAwake = false): Node['docker'] {
  let looking: Promise<boolean> | undefined = isAwake ? Promise.resolve(false) : undefined;
  return boundedDocker(node.docker, async (_, work) => {
    looking ??= node.run(engineAsleep, {});
    if (await looking) throw new LabError('docker-failed', texts.machine.stopped, { node: node.name, remedy: startIt });
    return work(new AbortController().signal);
  });
}
