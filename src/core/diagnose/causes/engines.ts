import { english } from '../../../shared/texts/text.ts';
import { nextStartTrouble } from '../../machine/engine-next-start.ts';
import { proxyTrouble } from '../../machine/engine-proxy.ts';
import type { EngineState } from '../../machine/engine-state.ts';
import { listening } from '../../machine/engine-state.ts';
import { rows } from '../../machine/engine-trouble.ts';
import { wantedOf } from '../../tracks/common/support/names.ts';
import { type Cause, isExplained, type Judge } from '../cause.ts';
import { type LabSight, type Seen, seenNodes } from '../sight.ts';

/** Whether each node's engine runs, answers, and is one with which the lab can be built. */
export const engines: Judge = (sight) =>
  seenNodes(sight).flatMap((node) => {
    const file = wrongFile(node);
    const broken = notRunning(node, file);
    return [...broken, ...(broken.length > 0 ? [] : [...file, ...unfit(sight, node)])];
  });

const journal = (name: string, text: string, words: RegExp): string[] =>
  text
    .split('\n')
    .filter((line) => words.test(line))
    .slice(-2)
    .map((line) => `${name}: journalctl -u docker: ${line.trim()}`);

/** The first thing that keeps an engine from running. */
function notRunning(node: Seen, file: readonly Cause[]): Cause[] {
  const { name, look } = node;
  const { state } = look;
  const docker = state.units['docker.service'];
  const socket = state.units['docker.socket'];
  const process = state.processes.find(({ ofUser, uid }) => !ofUser && uid === 0);
  const unit = `${name}: systemctl show docker: LoadState=${docker?.load} ActiveState=${docker?.active} Result=${docker?.result}`;
  if (docker?.load === 'masked' || socket?.load === 'masked')
    return [{ row: rows.masked, nodes: [name], evidence: [unit] }];
  if (process?.state === 'T')
    return [
      {
        ...{ row: rows.hangs, nodes: [name] },
        evidence: [`${name}: /proc/${process.pid}/status: State: T (stopped)`],
        commands: [`kill -CONT ${process.pid}`],
      },
    ];
  const other = otherEngine(state);
  if (other && !process) return [{ row: rows.other, nodes: [name], evidence: [`${name}: ${other}`] }];
  if (!process) {
    if (file.length > 0) return file.map(({ isLatent: _, ...cause }) => cause);
    if (
      /unknown flag: --cluster-(store|advertise)|cluster-store.*(unknown|removed)|don't match any configuration option: cluster/.test(
        look.dockerSaid,
      )
    )
      return [
        {
          row: 1,
          nodes: [name],
          evidence: [...journal(name, look.dockerSaid, /cluster/), look.dockerVersion].filter(Boolean),
        },
      ];
    if (docker?.active === 'failed' || docker?.result === 'start-limit-hit')
      return [
        {
          ...{ row: rows.failed, nodes: [name] },
          evidence: [
            unit,
            ...journal(name, look.dockerSaid, /unable|failed to start daemon|unknown flag|invalid|cannot/i),
          ],
        },
      ];
    return [{ row: rows.stopped, nodes: [name], evidence: [unit] }];
  }
  if (process.unit !== 'docker.service' && listening(state)?.unit !== 'docker.service')
    return [
      {
        ...{ row: rows.other, nodes: [name] },
        evidence: [`${name}: process ${process.pid} in ${process.unit}: ${process.command.slice(0, 160)}`],
        isLatent: true,
      },
    ];
  return unheard(node);
}

/** It runs, and nobody hears it. */
function unheard({ name, look: { state } }: Seen): Cause[] {
  const holds = state.listeners.map(({ process, pid }) => `${process} ${pid}`).join(', ');
  if (!state.socket || !state.listeners.some(({ process }) => process === 'dockerd'))
    return [
      {
        ...{ row: rows.hangs, nodes: [name] },
        evidence: [`${name}: ss -lxp: ${state.socket ?? '/var/run/docker.sock'}: ${holds || 'nobody listens'}`],
        commands: ['systemctl stop docker.service docker.socket', 'systemctl start docker.socket docker'],
      },
    ];
  return [];
}

function otherEngine({ processes, units, client, socket }: EngineState): string | undefined {
  const snap = units['snap.docker.dockerd.service'];
  if (snap?.load === 'loaded' && snap.active === 'active') return 'snap.docker.dockerd.service active';
  if (/podman/i.test(client ?? '') || socket?.includes('podman')) return `docker is ${client ?? socket}`;
  const rootless = processes.find(({ ofUser, uid }) => ofUser || uid !== 0);
  return rootless && `process ${rootless.pid} of user ${rootless.uid}: ${rootless.command.slice(0, 160)}`;
}

/** What its next start will stumble over, whether it runs now or not. */
function wrongFile({ name, look: { state } }: Seen): Cause[] {
  const trouble = nextStartTrouble(state);
  if (trouble?.diagnosis === undefined) return [];
  const { path } = state.configuration;
  const command = trouble.diagnosis === rows.hosts ? [`${name}: docker.service: ${state.command.slice(0, 200)}`] : [];
  return [
    {
      ...{ row: trouble.diagnosis, nodes: [name], isLatent: true },
      evidence: [`${name}: ${path}: ${english(trouble.message)}`, ...command],
    },
  ];
}

/** It runs and answers, and is still none that the lab's network could have. */
function unfit({ lab }: LabSight, { name, address, look, engine }: Seen): Cause[] {
  const { state } = look;
  const info = engine?.info;
  const major = Number((info?.ServerVersion ?? '').split('.')[0]);
  const swarm = info?.Swarm?.LocalNodeState ?? 'inactive';
  const proxy = lab.track === 'etcd' ? proxyTrouble(state, storeAddresses(lab, address)) : undefined;
  const isStores = lab.track === 'etcd';
  const one = (row: number, evidence: string, isLatent = false): Cause[] => [
    { row, nodes: [name], evidence: [`${name}: ${evidence}`], ...(isLatent && { isLatent: true }) },
  ];
  return [
    ...(isStores && major >= 23 ? one(1, `docker version: ${info?.ServerVersion}`) : []),
    ...(isStores && swarm !== 'inactive' && swarm !== '' ? one(2, `docker info: Swarm: ${swarm}`) : []),
    ...(proxy
      ? one(rows.proxy, `${english(proxy.message)} NO_PROXY=${listening(state)?.noProxy || state.unitNoProxy}`)
      : []),
    ...((isStores || lab.track === 'swarm') && info?.LiveRestoreEnabled
      ? one(36, 'docker info: Live Restore Enabled: true', true)
      : []),
    ...(look.facts.vxlan || lab.track === 'routed'
      ? []
      : one(22, 'no module vxlan in /sys/module, and none can be loaded')),
  ];
}

/** What the engine of the node with this address asks as its store. */
const storeAddresses = (lab: LabSight['lab'], address: string): string[] =>
  wantedOf(lab, address)
    .store.replace(/^etcd:\/\//, '')
    .split(',')
    .map((one) => one.split(':')[0] ?? '');

/** It runs, listens and does not answer; one that waits for its store does that too, so what is below goes first. */
export const silentEngines: Judge = (sight, found) =>
  isExplained(found)
    ? []
    : seenNodes(sight).flatMap(({ name, engine, look }): Cause[] => {
        if (engine?.silent === undefined) return [];
        const reloads = look.dockerTold.filter((line) => /signal to reload/.test(line));
        const wasReloaded =
          reloads.length > 1 && /cluster-store/.test(`${look.state.configuration.text} ${look.state.command}`);
        return [
          {
            ...{ row: wasReloaded ? 13 : rows.hangs, nodes: [name] },
            evidence: [
              `${name}: GET /info: ${engine.silent}`,
              ...(wasReloaded
                ? [`${name}: journalctl -u docker: reloaded ${reloads.length} times since it began`]
                : []),
            ],
          },
        ];
      });

/** Two engines that are one to the others. */
export const engineIds: Judge = (sight) => {
  const nodes = seenNodes(sight);
  const ids = new Map<string, string[]>();
  for (const { name, engine } of nodes) {
    const id = engine?.info?.ID;
    if (id) ids.set(id, [...(ids.get(id) ?? []), name]);
  }
  return [...ids].flatMap(([id, names]): Cause[] =>
    names.length > 1
      ? [{ row: 27, nodes: names, evidence: names.map((name) => `${name}: docker info: ID: ${id}`) }]
      : [],
  );
};

/** The same host name on several nodes. */
export const hostNames: Judge = (sight) => {
  if (sight.lab.track !== 'etcd' && sight.lab.track !== 'swarm') return [];
  const names = new Map<string, string[]>();
  for (const { name, look } of seenNodes(sight))
    names.set(look.facts.hostname, [...(names.get(look.facts.hostname) ?? []), name]);
  return [...names].flatMap(([host, nodes]): Cause[] =>
    nodes.length > 1 && host ? [{ row: 26, nodes, evidence: nodes.map((node) => `${node}: hostname: ${host}`) }] : [],
  );
};
