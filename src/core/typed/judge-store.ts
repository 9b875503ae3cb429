import { posix } from 'node:path';
import { type Flags, flagsOf, hostsOf, settingsOf, withVariables, wordsOf } from './flags.ts';
import type { EtcdData, TypedFacts, TypedProcess, TypedUnit } from './typed-facts.ts';
import { isAnyHost, isLabs, type Signs, type TypedThing } from './typed-thing.ts';

const step = 'etcd';

/** Members of etcd, their units and their data. */
export function judgeStore(facts: TypedFacts, signs: Signs): TypedThing[] {
  const unitOf = ({ service }: TypedProcess) => facts.units.find(({ unit }) => unit === service);
  const own = ({ service = '' }: { service?: string }) => signs.own.has(service) || service.startsWith('overlay-lab-');
  const etcds = facts.processes.filter((one) => one.program === 'etcd' && !own(one));
  const units = facts.units.filter((one) => programOf(one) === 'etcd' && !own({ service: one.unit }));
  const data = facts.data.filter(({ path }) => !facts.processes.some((one) => own(one) && dataOf(one) === path));
  return [
    ...etcds.filter((one) => !unitOf(one)).map((one) => judgeProcess(one, data, signs)),
    ...units.map((unit) => judgeUnit(unit, etcds, data, signs)),
    ...data.map((one) => judgeData(one, etcds, signs)),
  ];
}

/** Which program a unit's file starts. */
function programOf({ text }: TypedUnit): string {
  return posix.basename(wordsOf(commandOf(text))[0] ?? '');
}

const commandOf = (text: string): string =>
  (settingsOf(text).findLast(({ name, value }) => name === 'ExecStart' && value !== '')?.value ?? '').replace(
    /^[@:+!-]+/,
    '',
  );

const flagsOfProcess = ({ words, variables }: TypedProcess): Flags => withVariables(flagsOf(words), variables);

/** Where a member keeps its data, as its flags or etcd's own custom say. */
function dataOf(one: TypedProcess): string {
  const flags = flagsOfProcess(one);
  const given = flags.get('data-dir')?.at(-1) || `${flags.get('name')?.at(-1) || 'default'}.etcd`;
  return posix.resolve(one.directory, given);
}

function judgeProcess(one: TypedProcess, data: readonly EtcdData[], signs: Signs): TypedThing {
  const what = `etcd, started by hand (process ${one.pid})`;
  const why =
    one.service === 'etcd.service' && wasActive(signs)
      ? 'it is the system’s etcd, which ran before the lab'
      : (whyNotMember(flagsOfProcess(one), signs) ?? whyNotItsData(one, data, signs));
  if (why !== undefined) return { step, what, why, remedy: `kill ${one.pid}` };
  return { step, what, taking: { do: 'end', pid: one.pid, started: one.started, data: dataOf(one) } };
}

function judgeUnit(
  unit: TypedUnit,
  etcds: readonly TypedProcess[],
  data: readonly EtcdData[],
  signs: Signs,
): TypedThing {
  const running = etcds.find(({ service }) => service === unit.unit);
  const what = `service ${unit.unit}, which ${unit.active ? 'runs' : 'starts'} etcd`;
  const flags = running
    ? flagsOfProcess(running)
    : withVariables(flagsOf(wordsOf(commandOf(unit.text))), environmentOf(unit));
  const why =
    whyNotMember(flags, signs) ??
    (running && whyNotItsData(running, data, signs)) ??
    (signs.before?.files.some(({ path }) => path === unit.path) ? 'its file was there before the lab' : undefined);
  if (why !== undefined) return { step, what, why, remedy: `systemctl stop ${unit.unit}` };
  return {
    step,
    what,
    taking: { do: 'unit', unit: unit.unit, path: unit.path, ...(running && { data: dataOf(running) }) },
  };
}

function environmentOf({ text }: TypedUnit): Record<string, string> {
  const pairs = settingsOf(text)
    .filter(({ name }) => name === 'Environment')
    .flatMap(({ value }) => wordsOf(value))
    .flatMap((pair): [string, string][] => {
      const at = pair.indexOf('=');
      return pair.startsWith('ETCD_') && at > 0 ? [[pair.slice(0, at), pair.slice(at + 1)]] : [];
    });
  return Object.fromEntries(pairs);
}

const wasActive = ({ before }: Signs): boolean =>
  before?.units.some(({ unit, active }) => unit === 'etcd.service' && active === 'active') ?? false;

/**
 * Why a member is not one of the lesson's: its initial cluster names only nodes of this lab, this one among them and under
 * the member's own name; where it has none, it says that clients reach it at this node, and has the node's name.
 */
function whyNotMember(flags: Flags, { addresses, address, node }: Signs): string | undefined {
  const last = (name: string) => flags.get(name)?.at(-1) ?? '';
  if (flags.has('config-file')) return 'its settings are in a file of their own, which was not read';
  if (flags.has('discovery') || flags.has('discovery-srv'))
    return 'its cluster is found by discovery, not by the lesson’s list';
  const members = last('initial-cluster')
    .split(',')
    .filter(Boolean)
    .map((member) => ({ name: member.split('=')[0] ?? '', hosts: hostsOf(member).map(({ host }) => host) }));
  const foreign = members.flatMap(({ hosts }) => hosts).find((host) => !isLabs({ addresses }, host));
  if (foreign !== undefined) return `its cluster names ${foreign}, which is no node of this lab`;
  const here = members.find(({ hosts }) => hosts.includes(address));
  if (here)
    return here.name === last('name')
      ? undefined
      : `its name is ${last('name') || 'not given'}, not ${here.name} as its cluster has it`;
  const advertised = hostsOf(last('advertise-client-urls')).map(({ host }) => host);
  if (members.length === 0 && advertised.includes(address) && last('name') === node) return undefined;
  return `nothing in how it was started names this node (${address})`;
}

/** Its data was looked at where it is there yet: one that holds more than the engines’ keys is somebody’s store. */
function whyNotItsData(one: TypedProcess, data: readonly EtcdData[], signs: Signs): string | undefined {
  const own = data.find(({ path }) => path === dataOf(one));
  return own ? whyOthersData(own, signs) : `its data (${dataOf(one)}) could not be looked at`;
}

function whyOthersData({ urls, keys }: EtcdData, { addresses, address }: Signs): string | undefined {
  const others = keys.filter((key) => key !== 'docker');
  if (others.length > 0)
    return `its store also holds keys that are not Docker’s: ${others
      .slice(0, 3)
      .map((key) => `/${key}`)
      .join(', ')}`;
  const hosts = urls.flatMap((url) => hostsOf(url)).map(({ host }) => host);
  const foreign = hosts.find((host) => !isLabs({ addresses }, host) && !isAnyHost(host));
  if (foreign !== undefined) return `its data names ${foreign}, which is no node of this lab`;
  return hosts.includes(address) ? undefined : `its data does not name this node (${address})`;
}

function judgeData(one: EtcdData, etcds: readonly TypedProcess[], signs: Signs): TypedThing {
  const what = `etcd’s data in ${one.path}`;
  const stood = signs.before?.data.some(({ path }) => path === one.path || path.startsWith(`${one.path}/`));
  const user = etcds.find((etcd) => dataOf(etcd) === one.path);
  const why = stood
    ? 'it was there before the lab'
    : (whyOthersData(one, signs) ?? (user && whyNotMember(flagsOfProcess(user), signs)));
  if (why !== undefined) return { step, what, why, ...(user ? {} : { remedy: `rm -r ${one.path}` }) };
  return { step, what, taking: { do: 'data', path: one.path } };
}
