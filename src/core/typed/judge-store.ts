import { posix } from 'node:path';
import { texts, type Words } from '../../shared/texts/text.ts';
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
  const what = texts.typed.etcdByHand({ pid: one.pid });
  const remedy = `kill ${one.pid}`;
  const why =
    one.service === 'etcd.service' && wasActive(signs)
      ? texts.typed.systemsEtcd
      : (whyNotMember(flagsOfProcess(one), signs) ?? whyNotItsData(one, data, signs));
  if (why !== undefined) return { step, what, why, remedy };
  return { step, what, taking: { do: 'end', pid: one.pid, started: one.started, data: dataOf(one) } };
}

function judgeUnit(
  unit: TypedUnit,
  etcds: readonly TypedProcess[],
  data: readonly EtcdData[],
  signs: Signs,
): TypedThing {
  const running = etcds.find(({ service }) => service === unit.unit);
  const what = (unit.active ? texts.typed.unitRunsEtcd : texts.typed.unitStartsEtcd)({ unit: unit.unit });
  const remedy = `systemctl stop ${unit.unit}`;
  const flags = running
    ? flagsOfProcess(running)
    : withVariables(flagsOf(wordsOf(commandOf(unit.text))), environmentOf(unit));
  const why =
    whyNotMember(flags, signs) ??
    (running && whyNotItsData(running, data, signs)) ??
    (signs.before?.files.some(({ path }) => path === unit.path) ? texts.typed.fileStood : undefined);
  if (why !== undefined) return { step, what, why, remedy };
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
function whyNotMember(flags: Flags, { addresses, address, node }: Signs): Words | undefined {
  const last = (name: string) => flags.get(name)?.at(-1) ?? '';
  if (flags.has('config-file')) return texts.typed.settingsInFile;
  if (flags.has('discovery') || flags.has('discovery-srv')) return texts.typed.byDiscovery;
  const members = last('initial-cluster')
    .split(',')
    .filter(Boolean)
    .map((member) => ({ name: member.split('=')[0] ?? '', hosts: hostsOf(member).map(({ host }) => host) }));
  const foreign = members.flatMap(({ hosts }) => hosts).find((host) => !isLabs({ addresses }, host));
  if (foreign !== undefined) return texts.typed.foreignMember({ host: foreign });
  const here = members.find(({ hosts }) => hosts.includes(address));
  if (here)
    return here.name === last('name')
      ? undefined
      : texts.typed.otherMemberName({ name: last('name') || texts.typed.nameNotGiven, wanted: here.name });
  const advertised = hostsOf(last('advertise-client-urls')).map(({ host }) => host);
  if (members.length === 0 && advertised.includes(address) && last('name') === node) return undefined;
  return texts.typed.namesNotThisNode({ address });
}

/** Its data was looked at where it is there yet: one that holds more than the engines’ keys is somebody’s store. */
function whyNotItsData(one: TypedProcess, data: readonly EtcdData[], signs: Signs): Words | undefined {
  const own = data.find(({ path }) => path === dataOf(one));
  return own ? whyOthersData(own, signs) : texts.typed.dataUnseen({ path: dataOf(one) });
}

function whyOthersData({ path, urls, keys }: EtcdData, { addresses, address, begun }: Signs): Words | undefined {
  const others = keys.filter((key) => key !== 'docker');
  if (others.length > 0) return texts.typed.othersKeys({ keys: others.slice(0, 3).map((key) => `/${key}`) });
  const hosts = urls.flatMap((url) => hostsOf(url)).map(({ host }) => host);
  const foreign = hosts.find((host) => !isLabs({ addresses }, host) && !isAnyHost(host));
  if (foreign !== undefined) return texts.typed.dataNamesForeign({ host: foreign });
  // What is left of it may not name the node any more.
  const isBegun = begun?.taken.some((one) => one.do === 'data' && one.path === path);
  return isBegun || hosts.includes(address) ? undefined : texts.typed.dataNotThisNode({ address });
}

function judgeData(one: EtcdData, etcds: readonly TypedProcess[], signs: Signs): TypedThing {
  const what = texts.typed.etcdData({ path: one.path });
  const stood = signs.before?.data.some(({ path }) => path === one.path || path.startsWith(`${one.path}/`));
  const user = etcds.find((etcd) => dataOf(etcd) === one.path);
  const why = stood
    ? texts.typed.stood
    : (whyOthersData(one, signs) ?? (user && whyNotMember(flagsOfProcess(user), signs)));
  const remedy = `rm -r ${one.path}`;
  if (why !== undefined) return { step, what, why, ...(user ? {} : { remedy }) };
  return { step, what, taking: { do: 'data', path: one.path } };
}
