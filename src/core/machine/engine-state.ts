import { engineScript } from './engine-script.ts';
import { operation } from './operation.ts';
import type { Node } from './port.ts';

/** A dockerd that runs on the node itself, not in a container. */
export interface EngineProcess {
  pid: number;
  /** T while a signal has stopped it. */
  state: string;
  uid: number;
  /** Unit of systemd in which it runs; a scope or another service where it was started by hand. */
  unit: string;
  /** A user's own systemd runs it. */
  ofUser: boolean;
  command: string;
  /** Names of variables that send its requests through a proxy, and what NO_PROXY excepts. */
  proxies: string[];
  noProxy: string;
}

export interface EngineUnit {
  /** `loaded`, `not-found`, `masked`, … */
  load: string;
  active: string;
  /** Of its last end: `success`, `exit-code`, `start-limit-hit`, … */
  result: string;
}

/** Which engine a node has and how it fares, as systemd and /proc tell it, also while the engine itself is silent. */
export interface EngineState {
  units: Record<string, EngineUnit>;
  /** docker.service's real name, where that is an alias. */
  unitId: string;
  /** Command line of docker.service with the options that its files of variables hold. */
  command: string;
  unitProxies: string[];
  unitNoProxy: string;
  processes: EngineProcess[];
  /** Where /var/run/docker.sock leads; absent where there is no socket. */
  socket?: string;
  /** Programs that listen there. */
  listeners: { process: string; pid: number }[];
  /** Path of the program docker, with the word podman where it is that; absent where there is none. */
  client?: string;
  configuration: { path: string; text?: string };
  /** Its configuration or unit was changed after it started, or it does not run: the next start may fail. */
  isUntried: boolean;
}

export const engineLook = operation<Record<never, never>, EngineState>({
  name: 'engine.state',
  program: () => ({ script: engineScript, expect: 'any' }),
  read: ({ stdout }) => parseEngineState(stdout),
});

export const engineState = (node: Node, signal?: AbortSignal): Promise<EngineState> =>
  node.run(engineLook, {}, { signal });

/** The state from the script's lines; other lines between them do no harm. */
export function parseEngineState(text: string): EngineState {
  const values = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const at = line.indexOf('=');
    if (at > 0) values.set(line.slice(0, at), [...(values.get(line.slice(0, at)) ?? []), line.slice(at + 1)]);
  }
  const many = (key: string) => values.get(key) ?? [];
  const one = (key: string) => many(key)[0] ?? '';
  const ofPid = (key: string, pid: number) =>
    many(key)
      .find((line) => line.startsWith(`${pid} `))
      ?.slice(`${pid} `.length)
      .trim() ?? '';
  const since = Number(one('since') || Number.POSITIVE_INFINITY);
  const text64 = one('conf_text');
  return {
    units: Object.fromEntries(many('unit').map(parseUnit)),
    unitId: one('unit_id'),
    command: withOptions(one('docker_exec'), many('options')),
    unitProxies: words(one('unit_proxy')),
    unitNoProxy: one('unit_no_proxy'),
    processes: many('dockerd').map((line) => {
      const [pid = '', state = '', uid = '', kind = '', unit = '', ...command] = line.split(' ');
      const id = Number(pid);
      return {
        pid: id,
        state,
        uid: Number(uid),
        ofUser: kind === 'user',
        unit,
        command: command.join(' ').trim(),
        proxies: words(ofPid('proxy', id)),
        noProxy: ofPid('no_proxy', id),
      };
    }),
    ...(one('socket') && { socket: one('socket') }),
    listeners: many('listener').map((line) => ({ process: line.split(' ')[0] ?? '', pid: Number(line.split(' ')[1]) })),
    ...(one('client') && { client: one('client') }),
    configuration: {
      path: one('conf') || '/etc/docker/daemon.json',
      ...(values.has('conf_text') && { text: Buffer.from(text64, 'base64').toString('utf8') }),
    },
    isUntried: !(Number(one('changed') || 0) < since) || since === Number.POSITIVE_INFINITY,
  };
}

const words = (text: string): string[] => text.split(' ').filter(Boolean);

/** `systemctl show` gives the values in the order of their names: ActiveState, LoadState, NeedDaemonReload, Result. */
function parseUnit(line: string): [string, EngineUnit] {
  const [name = '', active = '', load = '', , result = ''] = line.split(' ');
  return [name, { load, active, result }];
}

/** `$DOCKER_OPTS` and the like as the unit's files have them, in the order in which they come. */
function withOptions(command: string, options: readonly string[]): string {
  const left = [...options];
  return command.replace(/\$\{?[A-Z_][A-Z0-9_]*\}?/g, () => left.shift() ?? '').trim();
}

/** The engine that has the socket: what else runs there is none of the lab's business. */
export function listening({ processes, listeners }: EngineState): EngineProcess | undefined {
  const system = processes.filter(({ ofUser, uid }) => !ofUser && uid === 0);
  return system.find(({ pid }) => listeners.some((one) => one.pid === pid)) ?? system[0];
}
