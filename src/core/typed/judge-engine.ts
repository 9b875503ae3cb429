import { posix } from 'node:path';
import { texts, type Words } from '../../shared/texts/text.ts';
import { daemonJsonPath } from '../ledger/lab-files.ts';
import { sha256 } from '../machine/file.ts';
import type { EngineFacts } from './engine-facts.ts';
import { flagsOf, hostsOf, settingsOf } from './flags.ts';
import { type Stripped, storeIn, stripJson, stripUnit, stripVariables } from './strip-store.ts';
import type { TypedFacts, TypedFile, TypedProcess, TypedUnit } from './typed-facts.ts';
import { isLabs, type Signs, type Taking, type TypedThing } from './typed-thing.ts';

/** What the engine that answers says of its store. */
type RunningEngine = Pick<EngineFacts, 'store' | 'advertise'>;

const step = 'daemon';
const dockerUnit = 'docker.service';
const packagedUnit = '/usr/lib/systemd/system/docker.service';

/** Engines that people started by hand, and files that give the system's own engine a store. */
export function judgeEngine(facts: TypedFacts, signs: Signs, engine?: RunningEngine): TypedThing[] {
  const engines = facts.processes.filter(({ program }) => program === 'dockerd');
  const units = facts.units.filter(
    ({ unit, path, text }) => unit !== dockerUnit && startsEngine(text) && !signs.own.has(path),
  );
  const byHand = engines.filter(({ service }) => service !== dockerUnit && !units.some(({ unit }) => unit === service));
  return [
    ...judgeRunning(facts, signs, engine),
    ...byHand.map((one) => judgeProcess(one, signs)),
    ...units.map((unit) => judgeUnit(unit, signs)),
    ...facts.files.filter(({ path }) => !signs.own.has(path)).flatMap((file) => judgeFile(file, facts.packaged, signs)),
  ];
}

/**
 * The system's engine, where it still runs with a store that no file names any more: whoever took that away did not come to
 * start it again. So it is, too, where an earlier reset owed it a start.
 */
function judgeRunning({ docker, files, processes }: TypedFacts, signs: Signs, engine?: RunningEngine): TypedThing[] {
  const running = processes.filter(({ program }) => program === 'dockerd');
  const isSystems = docker.active === 'active' && running.every(({ service }) => service === dockerUnit);
  if (!isSystems || [...signs.own].some((path) => isSettings(path))) return [];
  if (files.some(({ path, text }) => isSettings(path) && storeIn(text).store !== undefined)) return [];
  const flags = flagsOf(running.flatMap(({ words }) => words));
  const store = engine?.store ?? flags.get('cluster-store')?.at(-1);
  if (store === undefined)
    return signs.begun?.engine ? [{ step, what: texts.typed.owedStart, taking: { do: 'restart' } }] : [];
  const advertise = engine?.advertise ?? flags.get('cluster-advertise')?.at(-1);
  if (whyNotStore({ store, advertise }, signs) !== undefined) return [];
  const what = texts.typed.runsWithStore({ store });
  if (flags.has('config-file')) return [{ step, what, why: texts.typed.settingsInFile }];
  return [{ step, what, taking: { do: 'restart' } }];
}

/** A file that tells the system's engine its store. */
const isSettings = (path: string): boolean =>
  path.startsWith('/') && path !== '/etc/default/etcd' && /docker/.test(path);

const startsEngine = (text: string): boolean =>
  settingsOf(text).some(({ name, value }) => name === 'ExecStart' && /(^|\/)(dockerd|docker daemon)(\s|$)/.test(value));

function judgeProcess(one: TypedProcess, signs: Signs): TypedThing {
  const what = texts.typed.engineByHand({ pid: one.pid });
  const remedy = `kill ${one.pid}`;
  const why = whyNotEngine(one.words, signs);
  if (why !== undefined) return { step, what, why, remedy };
  return { step, what, taking: { do: 'end', pid: one.pid, started: one.started } };
}

function judgeUnit({ unit, path, text }: TypedUnit, signs: Signs): TypedThing {
  const what = texts.typed.unitStartsEngine({ unit });
  const remedy = `systemctl stop ${unit}`;
  const command = settingsOf(text).findLast(({ name, value }) => name === 'ExecStart' && value !== '')?.value ?? '';
  const stood = signs.before?.files.some((file) => file.path === path);
  const why = whyNotEngine(command.split(/\s+/), signs) ?? (stood ? texts.typed.fileStood : undefined);
  if (why !== undefined) return { step, what, why, remedy };
  return { step, what, taking: { do: 'unit', unit, path } };
}

/** It meets others in this lab's store, names itself there by this node's address, and has the usual socket. */
function whyNotEngine(words: readonly string[], signs: Signs): Words | undefined {
  const flags = flagsOf(words);
  const last = (name: string) => flags.get(name)?.at(-1);
  const sockets = [...(flags.get('H') ?? []), ...(flags.get('host') ?? [])].filter((one) => one.startsWith('unix://'));
  const [socket] = sockets;
  if (socket !== undefined && !sockets.some((one) => /^unix:\/\/(\/var)?(\/run\/docker\.sock)?$/.test(one)))
    return texts.typed.ownEngine({ socket });
  return whyNotStore({ store: last('cluster-store'), advertise: last('cluster-advertise') }, signs);
}

function whyNotStore(
  said: { store?: string | undefined; advertise?: string | undefined },
  signs: Signs,
): Words | undefined {
  const { store, advertise } = said;
  if (!store) return texts.typed.noStore;
  const [host] = hostsOf(store);
  if (!host || !isLabs(signs, host.host)) return texts.typed.otherStore({ store });
  // An interface instead of an address: eth0:2375.
  const name = advertise?.split(':')[0] ?? '';
  if (advertise !== undefined && /^[\d.]+$/.test(name) && name !== signs.address)
    return texts.typed.otherAdvertise({ advertise });
  return undefined;
}

/** Nothing for a file that has no store: it is nobody's business here. */
function judgeFile(file: TypedFile, packaged: string, signs: Signs): TypedThing[] {
  const { path } = file;
  if (path === '/etc/default/etcd') return judgeEtcdVariables(file, signs);
  const said = storeIn(file.text);
  if (said.store === undefined) return [];
  const what = texts.typed.storeInFile({ path });
  const remedy = texts.typed.storeInFileRemedy({ path });
  const why = whyNotStore(said, signs) ?? whyBefore(file, signs);
  const rest = stripped(file, packaged);
  if (why !== undefined || !rest) return [{ step, what, why: why ?? texts.typed.notJson, remedy }];
  return [{ step, what, taking: takingOf(file, rest, signs) }];
}

/** Nobody typed after the app's first look what had this very content then. */
function whyBefore({ path, text }: TypedFile, { before }: Signs): Words | undefined {
  const same = before?.files.some((one) => one.path === path && 'sha256' in one && one.sha256 === sha256(text));
  // Typed before the app was there, and the engine of then had its store: it is the lesson's all the same.
  const wasTyped = before?.networks.some(({ driver }) => driver === 'overlay');
  return same && !wasTyped ? texts.typed.stood : undefined;
}

function stripped({ path, text }: TypedFile, packaged: string): Stripped | undefined {
  if (path === daemonJsonPath) return stripJson(text);
  return posix.dirname(path) === '/etc/default' ? stripVariables(text) : stripUnit(text, packaged);
}

function takingOf(file: TypedFile, rest: Stripped, { before }: Signs): Taking {
  const { path, mode, text } = file;
  const stood = before?.files.some((one) => one.path === path);
  const isOther = path === packagedUnit || posix.dirname(path) === '/etc/default';
  // Whatever else it says is somebody's own: another data root, a registry.
  const canGo = !isOther && !stood && rest.isEmpty;
  const reload = path === daemonJsonPath || isOther ? 'docker' : 'systemd';
  return {
    do: 'file',
    path,
    mode,
    seen: sha256(text),
    text: canGo ? null : rest.text,
    reload: path === packagedUnit ? 'systemd' : reload,
  };
}

/** The package's own file: only where the baseline shows that taking our lines out makes it what it was. */
function judgeEtcdVariables(file: TypedFile, { before, ...signs }: Signs): TypedThing[] {
  const { path, text, mode } = file;
  if (whyBefore(file, { before, ...signs }) !== undefined) return [];
  const hosts = hostsOf(
    text
      .split('\n')
      .filter((line) => line.startsWith('ETCD_'))
      .join('\n'),
  ).map(({ host }) => host);
  if (!hosts.some((host) => isLabs(signs, host))) return [];
  const rest = text
    .split('\n')
    .filter((line) => !line.startsWith('ETCD_'))
    .join('\n');
  const asBefore = before?.files.some((one) => one.path === path && 'sha256' in one && one.sha256 === sha256(rest));
  const what = texts.typed.etcdSettings({ path });
  if (!asBefore)
    return [
      {
        step: 'etcd',
        what,
        why: texts.typed.beforeUnknown,
        remedy: texts.typed.etcdSettingsRemedy({ path }),
      },
    ];
  return [
    { step: 'etcd', what, taking: { do: 'file', path, mode, seen: sha256(text), text: rest, reload: 'systemd' } },
  ];
}
