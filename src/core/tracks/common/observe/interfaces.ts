import { LabError } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import { operation } from '../../../machine/operation.ts';
import { explainInterface } from '../../../measure/explain-interface.ts';
import { parseInterfaces } from '../../../measure/interfaces.ts';
import { finding } from '../support/finding.ts';
import type { LabContext, LabStep } from '../support/lab-step.ts';
import type { Way } from '../support/way.ts';
import { allWorkers, subnetOf } from '../support/worker-state.ts';

/** What the worker's network looks like from inside: eth0 on the lab's, and with an overlay eth1 on docker_gwbridge. */
export const interfacesOn = (way: Way): LabStep => ({
  async check(context) {
    const roles = context.measurements().flatMap((seen) => (seen.kind === 'interface' ? [seen.role] : []));
    if (roles.length === 0) return finding('missing', texts.observe.notChecked);
    const wanted = way.hasGwbridge ? (['overlay', 'gwbridge'] as const) : (['overlay'] as const);
    const lacking = wanted.filter((role) => !roles.includes(role));
    if (lacking.length === 0)
      return finding('satisfied', way.hasGwbridge ? texts.observe.bothInterfaces : texts.observe.oneInterface);
    return finding('drifted', texts.observe.noInterface({ networks: lacking }));
  },
  apply: (context) => look(context, way),
  commands: (lab) =>
    lab.nodes.map(({ name }, index) => ({ node: name, command: `docker exec worker-${index + 1} ifconfig` })),
});

/** As the tutorial does, or, where the image has no ifconfig, by what took its place; and which of them it was. */
export const interfacesShow = operation<{ container: string }, { command: string; printed: string }>({
  name: 'worker.show-interfaces',
  program: ({ container }) => ({
    script: `text=$(docker exec "$1" ifconfig 2>/dev/null) && echo ifconfig || { text=$(docker exec "$1" ip addr); echo 'ip addr'; }
printf '%s\\n' "$text"`,
    words: [container],
    expect: 'any',
  }),
  read({ stdout }) {
    const [command = '', ...lines] = stdout.split('\n');
    return { command, printed: lines.join('\n') };
  },
});

/** The node's own ip in the container's namespace, which works with any image; undefined where it does not run. */
export const interfacesRead = operation<{ container: string }, string | undefined>({
  name: 'worker.interfaces',
  program: ({ container }) => ({
    script: 'nsenter -t "$(docker inspect -f "{{.State.Pid}}" "$1")" -n ip -j -d addr',
    words: [container],
    expect: 'any',
  }),
  read: ({ status, stdout }) => (status === 0 ? stdout : undefined),
});

async function look(context: LabContext, { hasGwbridge, mtu }: Way): Promise<void> {
  const { node, lab, signal } = context;
  const { headers } = mtu(lab);
  const worker = (await allWorkers(context)).find((one) => one.node === node);
  if (!worker) return;
  const [overlay, gwbridge, shown, seen] = await Promise.all([
    subnetOf(node, lab.network.name),
    hasGwbridge ? subnetOf(node, 'docker_gwbridge') : null,
    node.run(interfacesShow, { container: worker.container }, { signal }),
    node.run(interfacesRead, { container: worker.container }, { signal }),
  ]);
  // It ran when this step began: someone stopped it, or restarted the engine, in between.
  if (seen === undefined)
    throw new LabError('command-failed', texts.observe.workerEnded({ worker: worker.container, node: node.name }), {
      node: node.name,
      remedy: texts.observe.workerEndedRemedy,
    });
  context.output(node.name, `docker exec ${worker.container} ${shown.command}`, shown.printed);
  const parsed = parseInterfaces(seen);
  if (!parsed.ok)
    throw new LabError(
      'command-failed',
      texts.observe.interfacesUnread({ worker: worker.container, why: parsed.reason }),
      { node: node.name },
    );
  for (const face of parsed.value) {
    const { role, sentence } = explainInterface(face, { overlay, gwbridge, headers });
    const ipv4 = face.addresses.find(({ family }) => family === 'ipv4');
    context.measured({
      kind: 'interface',
      node: node.name,
      container: worker.container,
      name: face.name,
      role,
      ...(ipv4 && { address: ipv4.address, prefixLength: ipv4.prefixLength }),
      ...(face.mac && { mac: face.mac }),
      ...(face.mtu !== null && { mtu: face.mtu }),
      explanation: sentence,
    });
  }
}
