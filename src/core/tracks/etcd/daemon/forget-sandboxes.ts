import { LabError } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import { engineAnswers, engineInfo, rememberForeigners, startAgain } from '../../../machine/engine.ts';
import { sandboxesEmpty } from '../../../machine/namespaces.ts';
import { nothing, operation } from '../../../machine/operation.ts';
import type { LabContext } from '../../common/support/lab-step.ts';

const usual = ['bridge', 'host', 'none'];

/**
 * A sandbox whose overlay no store knows any more, since all members lost their data: the engine's own notes name it, so it
 * recreates it at every start, for ever. Where these notes hold nothing else, because all networks are those that an
 * engine makes by itself, they go; else the way is told, since others' networks would go too.
 */
export async function forgetSandboxes({ node, lab, signal, baseline, log }: LabContext): Promise<void> {
  const before = baseline(node)?.namespaces;
  if (!before) return;
  const empty = await node.run(sandboxesEmpty, {}, { signal });
  const left = empty.filter((one) => !before.some(({ name }) => name === one));
  if (left.length === 0) return;
  const [info, networks] = await Promise.all([engineInfo(node), node.docker.listNetworks()]);
  if (info.ClusterStore) return;
  const notes = `${info.DockerRootDir ?? '/var/lib/docker'}/network/files/local-kv.db`;
  const others = networks.map(({ Name }) => Name).filter((name) => !usual.includes(name));
  if (others.length > 0 || info.LiveRestoreEnabled) throw inTheWay(node.name, left, { notes, others });
  log(texts.etcd.databaseRecreated({ node: node.name, left }));
  const running = await rememberForeigners(node, lab.name);
  await node.run(engineForget, { notes, sandboxes: left }, { signal });
  await engineAnswers(node, signal);
  await startAgain(node, lab.name, running);
}

/** Takes the engine's notes and these sandboxes away while it is stopped. It starts again whatever happens in between. */
export const engineForget = operation<{ notes: string; sandboxes: readonly string[] }>({
  name: 'engine.forget-sandboxes',
  program: ({ notes, sandboxes }) => ({
    script: `
notes=$1; shift
trap 'systemctl reset-failed docker.service docker.socket 2>/dev/null; systemctl start docker.socket; systemctl start docker.service' EXIT
systemctl stop docker.socket docker.service
rm -f -- "$notes"
cd /var/run/docker/netns || exit 0
for one; do umount "$one" 2>/dev/null; rm -f -- "$one"; done
`,
    words: [notes, ...sandboxes],
    timeout: 120_000,
  }),
  read: nothing,
});

function inTheWay(
  node: string,
  left: readonly string[],
  { notes, others }: { notes: string; others: readonly string[] },
): LabError {
  const sandboxes = left.map((one) => `/var/run/docker/netns/${one}`).join(' ');
  return new LabError('not-proved', texts.etcd.sandboxKept({ node, left }), {
    node,
    remedy: texts.etcd.sandboxKeptRemedy({ node, notes, sandboxes, others }),
    diagnosis: 35,
  });
}
