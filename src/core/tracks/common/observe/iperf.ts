import { LabError } from '../../../../shared/errors.ts';
import type { Lab } from '../../../../shared/lab/lab.ts';
import { formatBitRate } from '../../../../shared/run/units.ts';
import { texts } from '../../../../shared/texts/text.ts';
import { operation } from '../../../machine/operation.ts';
import type { Node } from '../../../machine/port.ts';
import { nodeFacts } from '../support/facts.ts';
import { finding } from '../support/finding.ts';
import type { LabContext, LabStep } from '../support/lab-step.ts';
import { imageOf, workerImage, workerName } from '../support/names.ts';
import { triedPairs } from '../support/pairs.ts';
import type { Way } from '../support/way.ts';
import { allWorkers } from '../support/worker-state.ts';
import { type End, type Far, measureBandwidth, openPort, portOf, type Tool } from './bandwidth.ts';

/** From the second node to the first, as in the tutorial: the underlay alone. */
export const iperfNative: LabStep = {
  async check(context) {
    await portOpen(context, await commonTool(context, ...ends(context)));
    return judge(context);
  },
  async apply(context) {
    const [server, client] = ends(context);
    const tool = await commonTool(context, server, client);
    await repeated(context, (tell) => measureBandwidth(context, 'native', tool, atNode(server), atNode(client), tell));
  },
  commands: (lab) =>
    typed(
      lab,
      (node) => node.address,
      () => '',
    ),
};

/** The same between the two workers, over whatever joins them. */
export const iperfOverlay = ({ target }: Pick<Way, 'target'>): LabStep => ({
  async check(context) {
    if (imageOf(context.options) === workerImage) await commonTool(context, ...ends(context));
    return judge(context);
  },
  async apply(context) {
    const [server, client] = ends(context);
    const workers = await allWorkers(context);
    const end = (node: Node): End => {
      const worker = workers.find((one) => one.node === node);
      if (!worker) throw new Error(`no worker on ${node.name}`);
      return { node, name: worker.container, address: worker.address, container: worker.container };
    };
    const tool = await toolInWorkers(context, end(server), end(client));
    await repeated(context, (tell) => measureBandwidth(context, 'overlay', tool, end(server), end(client), tell));
  },
  commands: (lab) =>
    typed(
      lab,
      ({ name }) => target(lab, name),
      ({ name }) => `docker exec -it ${workerName(lab, name)} `,
    ),
});

function typed(
  lab: Lab,
  target: (node: Lab['nodes'][number]) => string,
  prefix: (node: Lab['nodes'][number]) => string,
) {
  const [server, client] = lab.nodes;
  if (!server || !client) return [];
  return [
    { node: server.name, command: `${prefix(server)}iperf -s` },
    { node: client.name, command: `${prefix(client)}iperf -c ${target(server)}` },
  ];
}

function ends({ nodes, options }: LabContext): [Node, Node] {
  const [first, second] = nodes;
  if (!first || !second) throw new Error('a lab has two nodes at least');
  return options.iperfReverse ? [second, first] : [first, second];
}

/** One after the other: at the same time they would measure each other. */
async function repeated(
  { options, signal, progress }: LabContext,
  measure: (tell: (far: Far) => void) => Promise<void>,
): Promise<void> {
  const { iperfRepeats: count = 1 } = options;
  for (let at = 0; at < count; at += 1) {
    signal.throwIfAborted();
    await measure(({ left, share, bitsPerSecond }) => {
      const rate = bitsPerSecond === undefined ? '' : formatBitRate(bitsPerSecond);
      progress(texts.observe.measuring({ at: at + 1, count, rate, left }), (at + share) / count);
    });
  }
}

const atNode = (node: Node): End => ({ node, name: node.name, address: node.address });

async function commonTool(context: LabContext, ...nodes: Node[]): Promise<Tool> {
  const tools = await Promise.all(nodes.map(async (node) => (await nodeFacts(context, node)).system.tools));
  return choose(tools);
}

/** Tried before anything was changed, so the plan knows what the measurement would run into. */
async function portOpen(context: LabContext, tool: Tool): Promise<void> {
  const [server, client] = ends(context);
  const port = portOf(tool);
  const pairs = (await triedPairs(context)) ?? [];
  const tried = pairs.find((one) => one.to === server.name && one.from === client.name && one.port === port);
  if (!tried || tried.open) return;
  throw new LabError('refused', texts.observe.portClosed({ port, node: server.name, from: client.name }), {
    node: server.name,
    remedy: openPort(port, server, client),
  });
}

async function toolInWorkers(context: LabContext, ...workers: End[]): Promise<Tool> {
  if (imageOf(context.options) === workerImage) return commonTool(context, ...workers.map(({ node }) => node));
  const { signal } = context;
  return choose(
    await Promise.all(workers.map(({ node, container = '' }) => node.run(workerTools, { container }, { signal }))),
  );
}

export const workerTools = operation<{ container: string }, string[]>({
  name: 'worker.tools',
  program: ({ container }) => ({
    script:
      'for tool in iperf3 iperf; do docker exec "$1" sh -c "command -v $tool" >/dev/null 2>&1 && echo $tool; done; :',
    words: [container],
  }),
  read: ({ stdout }) => stdout.split('\n').filter(Boolean),
});

function choose(tools: string[][]): Tool {
  if (tools.every((there) => there.includes('iperf3'))) return 'iperf3';
  if (tools.every((there) => there.includes('iperf'))) return 'iperf2';
  throw new LabError('refused', texts.observe.noIperf, {
    remedy: texts.observe.noIperfRemedy,
  });
}

function judge(context: LabContext) {
  const seen = context.measurements().findLast((one) => one.kind === 'bandwidth');
  if (!seen) return finding('missing', texts.observe.notMeasured);
  if (!(seen.bitsPerSecond > 0)) return finding('drifted', texts.observe.noData);
  const rate = formatBitRate(seen.bitsPerSecond);
  return finding('satisfied', texts.observe.bandwidth({ rate, from: seen.from, to: seen.to }));
}
