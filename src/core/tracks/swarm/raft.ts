import { dataPortOf, type Lab } from '../../../shared/lab/lab.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { Finding } from '../../engine/step.ts';
import { operation } from '../../machine/operation.ts';
import { managerPort } from '../../machine/swarm.ts';
import { parseStore } from '../../measure/swarm-store.ts';
import { finding } from '../common/support/finding.ts';
import type { LabContext, LabStep } from '../common/support/lab-step.ts';
import { gossipPort } from '../common/support/names.ts';
import { swarmNodesShow } from './swarm.ts';

/**
 * What took the place of etcd: the managers' raft log, and the gossip of all engines. Of the files in which an engine keeps
 * its part only the names are read: keys and certificates are among them.
 */
export const raft: LabStep = {
  check: async (context) => judge(context),
  async apply(context) {
    const { node, lab, signal } = context;
    const answers = await node.run(storeLook, { network: lab.network.name, ports: portsOf(lab) }, { signal });
    const commands = commandsOf(lab.network.name, portsOf(lab));
    for (const [at, command] of commands.entries()) if (answers[at]) context.output(node.name, command, answers[at]);
    const [info = '', , , peers = ''] = answers;
    const seen = parseStore(info, peers);
    context.measured({ kind: 'swarm-store', node: node.name, ...seen });
    if (seen.isManager) context.output(node.name, listing, await node.run(swarmNodesShow, {}, { signal }));
  },
  commands: (lab) =>
    lab.nodes.flatMap(({ name: node }, index) =>
      [...(index === 0 ? [listing] : []), ...commandsOf(lab.network.name, portsOf(lab))].map((command) => ({
        node,
        command,
      })),
    ),
};

const portsOf = (lab: Lab): string => [managerPort, gossipPort, dataPortOf(lab)].join('|');

const listing = 'docker node ls';

const commandsOf = (network: string, ports: string): string[] => [
  "docker info 2>/dev/null | sed -n '/Swarm:/,/Runtimes:/p'",
  `ss -Hlntu | grep -E ":(${ports}) "`,
  `ls -R "$(docker info -f '{{.DockerRootDir}}' 2>/dev/null)/swarm"`,
  `docker network inspect -v -f '{{json .Peers}}' ${network}`,
];

/** What the commands print, each one's beginning, in their order. */
export const storeLook = operation<{ network: string; ports: string }, string[]>({
  name: 'swarm.look-at-store',
  program: ({ network, ports }) => ({
    script: commandsOf('"$1"', '$2')
      .map((command) => `{ ${command}; } 2>&1 | head -c 8192 | base64 -w0; echo`)
      .join('\n'),
    words: [network, ports],
    expect: 'any',
  }),
  read: ({ stdout }) => stdout.split('\n').map((line) => Buffer.from(line, 'base64').toString('utf8')),
});

function judge(context: LabContext): Finding {
  const { node, nodes } = context;
  const seen = context.measurements().findLast((one) => one.kind === 'swarm-store');
  if (!seen) return finding('missing', texts.observe.notChecked);
  const { managers = 0, members = 0, peers } = seen;
  const lost = nodes.filter(({ address }) => peers && !peers.includes(address)).map(({ name }) => name);
  if (lost.length > 0) {
    const message = texts.swarm.noGossip({ node: node.name, others: lost });
    return finding('drifted', message, {
      problems: [{ level: 'error', code: 'gossip', message, remedy: texts.observe.gossipRemedy, diagnosis: 16 }],
    });
  }
  const count = peers?.length ?? nodes.length;
  return finding(
    'satisfied',
    seen.isManager ? texts.swarm.keepsStore({ managers, members, count }) : texts.swarm.keepsNoStore({ count }),
  );
}
