import { isIPv4 } from 'node:net';
import { type Lab, subnetContains } from '../../shared/lab/lab.ts';
import type { StepId } from '../../shared/run/steps.ts';
import type { TypedEntry } from '../../shared/transcript/entry.ts';
import { parseIperf2 } from '../measure/iperf2.ts';
import { parseIperf3 } from '../measure/iperf3.ts';
import { parsePing } from '../measure/ping.ts';
import { workerName } from '../tracks/common/support/names.ts';

/** Where it was typed: on a node, or in a shell inside a container on it. */
export interface Where {
  node: string;
  container?: string | undefined;
}

/** A command of the tutorial: its step, and how a result is read off what it printed, where it measures. */
export interface LessonCommand {
  step: StepId;
  read?: (output: string) => TypedEntry['measurement'];
}

/** From where a program measures: a node, or the worker on it. */
interface From {
  node: string;
  worker?: string;
  words: readonly string[];
}

/** Options that change no figure's meaning; with another one it is not the lesson's measurement. */
const options = {
  ping: { valued: 'cisWw', plain: 'nqOD4' },
  iperf: { valued: 'ctiPpfwl', plain: '' },
} as const;
/** Where Docker takes overlay networks from unless it is told. */
const usualOverlays = '10.0.0.0/8';
/** What iperf measures for where no -t is given. */
const usualSeconds = 10;

/** Of a ping between workers, or an iperf between nodes or between workers: the step, and how its result is read. */
export function readMeasuring(lab: Lab, where: Where, typed: readonly string[]): LessonCommand | undefined {
  const from = fromOf(lab, where, typed);
  const [program = '', ...words] = from?.words ?? [];
  if (!from) return undefined;
  if (program === 'ping') return pingOf(lab, from, words);
  return program === 'iperf' || program === 'iperf3' ? iperfOf(lab, from, program, words) : undefined;
}

/** `docker exec` into the node's own worker, a shell in it, or the node itself. */
function fromOf(lab: Lab, { node, container }: Where, words: readonly string[]): From | undefined {
  const worker = workerName(lab, node);
  if (container !== undefined) return container === worker ? { node, worker, words } : undefined;
  if (words[0] !== 'docker') return { node, words };
  const rest = words.slice(2);
  while (/^-(i|t|it|ti)$/.test(rest[0] ?? '')) rest.shift();
  return words[1] === 'exec' && rest.shift() === worker ? { node, worker, words: rest } : undefined;
}

function pingOf(lab: Lab, { worker }: From, words: readonly string[]): LessonCommand | undefined {
  const { values, others } = parsed(words, options.ping);
  const [target] = others;
  const to = values && others.length === 1 && worker ? workerAt(lab, target, worker) : undefined;
  if (to === undefined || worker === undefined || target === undefined) return undefined;
  return {
    step: 'ping',
    read(output) {
      const result = parsePing(output);
      if (!result.ok) return undefined;
      const { sent, received, lossPercent, rttMs, unreachableFrom } = result.value;
      const address = /^PING [^ ]{1,255} \(([\d.]{7,15})\)/m.exec(output)?.[1] ?? target;
      return {
        ...{ kind: 'ping', from: worker, to, target: address, sent, received, lossPercent },
        ...(rttMs && {
          rttMs: { min: rttMs.min, avg: rttMs.avg, max: rttMs.max, ...(rttMs.mdev !== null && { mdev: rttMs.mdev }) },
        }),
        ...(unreachableFrom !== undefined && { unreachableFrom }),
      };
    },
  };
}

function iperfOf(
  lab: Lab,
  { node, worker }: From,
  program: 'iperf' | 'iperf3',
  words: readonly string[],
): LessonCommand | undefined {
  const { values, others } = parsed(words, options.iperf);
  const target = values?.get('c');
  if (!values || target === undefined || others.length > 0) return undefined;
  const to = worker === undefined ? nodeAt(lab, target, node) : workerAt(lab, target, worker);
  if (to === undefined) return undefined;
  const path = worker === undefined ? 'native' : 'overlay';
  const expectedSeconds = Number(values.get('t') ?? usualSeconds) || usualSeconds;
  return {
    step: `iperf-${path}`,
    read(output) {
      const result = (program === 'iperf3' ? parseIperf3 : parseIperf2)(output, { expectedSeconds });
      if (!result.ok) return undefined;
      const { tool, seconds, bytes, bitsPerSecond, retransmits, streams } = result.value;
      return {
        ...{ kind: 'bandwidth', path, from: worker ?? node, to, tool, seconds, bytes, bitsPerSecond },
        ...(retransmits !== undefined && { retransmits }),
        ...(streams > 1 && { streams }),
      };
    },
  };
}

/** `-c 4` and `-c4`; without values where there is an option that is not among these. */
function parsed(words: readonly string[], { valued, plain }: { valued: string; plain: string }) {
  const values = new Map<string, string>();
  const others: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [, letter = '', joined = ''] = /^-(\w)(.*)$/.exec(word) ?? [];
    if (letter === '') others.push(word);
    else if (valued.includes(letter)) {
      const value = joined || (words[++at] ?? '');
      if (!/^[\w.-]{1,253}$/.test(value)) return { others };
      values.set(letter, value);
    } else if (joined !== '' || !plain.includes(letter)) return { others };
  }
  return { values, others };
}

/** Another worker of the lab, by its name; or an address on the overlay, which is all that is known of it then. */
function workerAt(lab: Lab, target: string | undefined, own: string): string | undefined {
  const { nodes, network } = lab;
  const suffix = `.${network.name}`;
  const name = target?.endsWith(suffix) ? target.slice(0, -suffix.length) : target;
  if (name === undefined || name === own) return undefined;
  if (nodes.some((node) => workerName(lab, node.name) === name)) return name;
  return isOnOverlay(lab, name) ? name : undefined;
}

/** Where no subnet is given and the nodes are in the same range, an address may be any machine's. */
function isOnOverlay({ nodes, network: { subnet = usualOverlays } }: Lab, address: string): boolean {
  if (!isIPv4(address) || nodes.some((node) => subnetContains(subnet, node.address))) return false;
  return subnetContains(subnet, address);
}

const nodeAt = ({ nodes }: Lab, target: string, own: string): string | undefined =>
  nodes.find(({ name, address }) => name !== own && (name === target || address === target))?.name;
