import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { Finding } from '../../engine/step.ts';
import { askAgain } from '../../gates/ask-again.ts';
import { engineInfo, labLabel } from '../../machine/engine.ts';
import { findNetworks } from '../../machine/engine-objects.ts';
import { operation } from '../../machine/operation.ts';
import type { Node } from '../../machine/port.ts';
import { membershipOf } from '../../machine/swarm.ts';
import {
  type FoundService,
  type FoundTask,
  findImageId,
  findService,
  findTasks,
  graceSeconds,
  labService,
  labTasks,
  removeService,
  servicePlan,
  servicesIn,
  taskCommand,
  taskImage,
} from '../../machine/swarm-service.ts';
import { allEnded } from '../common/support/all-ended.ts';
import { finding } from '../common/support/finding.ts';
import type { LabContext, LabStep } from '../common/support/lab-step.ts';
import { imageOf, workerImage, workerName } from '../common/support/names.ts';
import { wakeEngines } from '../common/support/wake-engine.ts';

/** Until both tasks run and a worker is told where: a moment on idle nodes. */
const runningMs = 60_000;

/** A service of two tasks, which the managers place on nodes and keep there. */
export const service: LabStep = {
  async check(context) {
    const [first] = context.nodes;
    if (!first) return finding('missing', texts.swarm.noSwarm);
    const [seen, hasIpvs] = await Promise.all([
      look(context, first),
      first.run(ipvsTry, {}, { signal: context.signal }),
    ]);
    return judge(context, seen, hasIpvs);
  },
  async apply(context) {
    const { lab, nodes, signal, options } = context;
    const [first] = nodes;
    if (!first) return;
    const seen = await look(context, first);
    judge(context, seen, true);
    const image = await nameImage(context);
    if (seen && !isAsPlanned(seen))
      await context.change(first, { kind: 'service', name: labService }, async () => {
        if (seen.service) await removeService(first, seen.service.id, nodes, signal);
        const { id } = await first.docker.createService(servicePlan(lab.name, image, seen.network));
        return id;
      });
    await untilFound(context, first, options.image === undefined);
    await show(context, first);
  },
  beforeUndo: (context) => wakeEngines(context, context.nodes),
  async sweep({ nodes, lab, signal }) {
    for (const node of nodes) {
      const { state, isManager, isReadable } = membershipOf(await engineInfo(node));
      if (state !== 'active' || !isManager || !isReadable) continue;
      const found = servicesIn(await node.docker.listServices({ filters: { label: [`${labLabel}=${lab.name}`] } }));
      for (const { id } of found) await removeService(node, id, nodes, signal);
    }
  },
  commands: (lab) => {
    const [first = ''] = lab.nodes.map(({ name }) => name);
    const create = `docker service create --detach --no-resolve-image --name ${labService} --replicas ${labTasks} --endpoint-mode dnsrr --stop-grace-period ${graceSeconds}s --network ${lab.network.name} ${taskImage} ${taskCommand.join(' ')}`;
    return [
      ...lab.nodes.map(({ name: node }) => ({ node, command: `docker tag ${workerImage} ${taskImage}` })),
      ...[create, showing, resolving(workerName(lab, first))].map((command) => ({ node: first, command })),
    ];
  },
};

const showing = `docker service ps ${labService}`;
const resolving = (container: string): string => `docker exec ${container} nslookup tasks.${labService}`;

interface Seen {
  /** Id of the lab's network. */
  network: string;
  service?: FoundService;
  tasks: FoundTask[];
}

/** Undefined where there is no manager, or no network yet. */
async function look({ lab }: LabContext, node: Node): Promise<Seen | undefined> {
  const { state, isManager, isReadable } = membershipOf(await engineInfo(node));
  if (state !== 'active' || !isManager || !isReadable) return undefined;
  const [[network], service] = await Promise.all([findNetworks(node, lab.network.name), findService(node, labService)]);
  if (!network) return undefined;
  const tasks = service ? await findTasks(node, service.id) : [];
  return { network: network.id, ...(service && { service }), tasks };
}

const isAsPlanned = ({ service, network }: Seen): boolean =>
  service?.endpoints === 'dnsrr' && service.replicas === labTasks && service.networks.includes(network);

const running = ({ tasks }: Seen): FoundTask[] => tasks.filter(({ state }) => state === 'running');

/** Throws `refused` where somebody else's service has the name: in the plan too. */
function judge({ lab, nodes }: LabContext, seen: Seen | undefined, hasIpvs: boolean): Finding {
  const name = labService;
  const node = nodes[0]?.name ?? '';
  const diff = [texts.swarm.addsService({ name, count: labTasks, network: lab.network.name })];
  if (!seen) return finding('missing', texts.swarm.noManagerForService, { diff });
  if (!seen.service) return finding('missing', texts.tracks.doesNotExist({ name }), { diff });
  if (!isAsPlanned(seen) && seen.service.lab !== lab.name)
    throw new LabError('refused', texts.swarm.serviceTaken({ name }), {
      node,
      remedy: texts.swarm.serviceTakenRemedy({ name, node }),
    });
  if (!isAsPlanned(seen)) return finding('drifted', texts.swarm.serviceOther({ name }), { diff });
  const tasks = running(seen);
  const found = { name, running: tasks.length, wanted: labTasks };
  if (tasks.length < labTasks)
    return finding('missing', texts.swarm.tasksMissing(found), { diff: [texts.swarm.waitsForTasks(found)] });
  return finding(
    'satisfied',
    texts.swarm.tasksRun({ name, wanted: labTasks, count: new Set(tasks.map(({ nodeId }) => nodeId)).size }),
    {
      facts: { addresses: tasks.flatMap(({ addresses }) => addresses), made: seen.service.lab ? 'lab' : 'hand' },
      problems: hasIpvs ? [] : [{ level: 'info', code: 'ipvs', message: texts.swarm.noIpvs({ node }) }],
    },
  );
}

/** With `--image` a person has chosen one that every engine can ask for. */
async function nameImage(context: LabContext): Promise<string> {
  const made = imageOf(context.options);
  if (made !== workerImage) return made;
  const [repo = '', tag = ''] = taskImage.split(':');
  await allEnded(
    context.nodes.map(async (node) => {
      const [own, named] = await Promise.all([findImageId(node, made), findImageId(node, taskImage)]);
      if (own === undefined || own === named) return;
      await context.change(node, { kind: 'image', reference: taskImage }, async () => {
        await node.docker.getImage(made).tag({ repo, tag });
        return own;
      });
    }),
  );
  return taskImage;
}

/** A virtual address for a service is IPVS's work: without it packets to it are lost. */
export const ipvsTry = operation<Record<never, never>, boolean>({
  name: 'swarm.try-ipvs',
  program: () => ({ script: '[ -e /proc/net/ip_vs ] || modprobe -n -q ip_vs 2>/dev/null', expect: 'any' }),
  read: ({ status }) => status === 0,
});

/** What a worker is told when it asks for the tasks, and by what it asked: an image without `nslookup` has ping. */
export const tasksResolve = operation<{ container: string; service: string }, { by: string; printed: string }>({
  name: 'swarm.resolve-tasks',
  program: ({ container, service }) => ({
    script: `text=$(docker exec "$1" nslookup "tasks.$2" 2>&1)
case $text in
*'executable file not found'*) text=$(docker exec "$1" ping -c 1 -W 2 "tasks.$2" 2>&1); echo 'ping -c 1 -W 2' ;;
*) echo nslookup ;;
esac
printf '%s\\n' "$text"`,
    words: [container, service],
    expect: 'any',
  }),
  read({ stdout }) {
    const [by = '', ...lines] = stdout.split('\n');
    return { by, printed: lines.join('\n') };
  },
});

/** Tasks run before the gossip has told every engine of them, and a person would ask too early. */
async function untilFound(context: LabContext, first: Node, mayAsk: boolean): Promise<void> {
  const { lab, signal } = context;
  const again = askAgain({ ms: runningMs, firstMs: 200, longestMs: 500, signal });
  for (;;) {
    const seen = await look(context, first);
    const tasks = seen ? running(seen) : [];
    const container = workerName(lab, first.name);
    const told =
      tasks.length === labTasks && mayAsk
        ? await first.run(tasksResolve, { container, service: labService }, { signal })
        : undefined;
    const knows = (address: string) => told === undefined || told.by !== 'nslookup' || told.printed.includes(address);
    if (tasks.length === labTasks && tasks.every(({ addresses }) => addresses.some(knows))) return;
    context.progress(texts.swarm.tasksMissing({ name: labService, running: tasks.length, wanted: labTasks }));
    if (again.isOver())
      throw new LabError(
        'not-proved',
        texts.swarm.tasksLate({
          ...{ name: labService, seconds: runningMs / 1000 },
          why: seen?.tasks.map(({ error }) => error).find(Boolean) ?? '',
        }),
        { node: first.name, remedy: texts.swarm.tasksLateRemedy({ name: labService, node: first.name }) },
      );
    await again.pause();
  }
}

/** For the lesson: where the tasks are, and what a worker is told of them. */
async function show({ lab, signal, output }: LabContext, first: Node): Promise<void> {
  const container = workerName(lab, first.name);
  const [shown, told] = await Promise.all([
    first.run(serviceShow, {}, { signal }).catch(() => undefined),
    first.run(tasksResolve, { container, service: labService }, { signal }).catch(() => undefined),
  ]);
  if (shown !== undefined) output(first.name, showing, shown);
  if (told !== undefined) output(first.name, `docker exec ${container} ${told.by} tasks.${labService}`, told.printed);
}

export const serviceShow = operation<Record<never, never>, string>({
  name: 'swarm.show-service',
  program: () => ({ argv: showing.split(' '), expect: 'any' }),
  read: ({ stdout }) => stdout,
});
