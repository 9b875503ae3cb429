import { subnetsOverlap } from '../../../shared/lab/lab.ts';
import type { Rule } from './parse-rules.ts';

/** A packet as rules see it. */
export interface Packet {
  protocol: 'tcp' | 'udp' | 'icmp' | 'esp';
  source: string;
  destination: string;
  /** Links by which it comes and goes; empty where it does not come, or not go, by any. */
  in: string;
  out: string;
  sourcePort?: number;
  destinationPort?: number;
  /** Of the whole packet, in bytes. */
  length: number;
  state: 'NEW' | 'ESTABLISHED';
}

type Match = 'yes' | 'no' | 'unknown';

/** Words after an option's name that belong to it. */
const takesNone = new Set(['--syn']);

/** Whether a rule is about the packet; `unknown` where it asks for what is not understood here. */
export function matches({ words }: Rule, packet: Packet): { match: Match; target?: string } {
  let match: Match = 'yes';
  let target: string | undefined;
  let not = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '!') {
      not = true;
      continue;
    }
    const value = takesNone.has(word) ? '' : (words[at + 1] ?? '');
    if (!takesNone.has(word)) at += 1;
    if (word === '-j' || word === '-g') {
      target = value;
      // What follows are the target's own words.
      break;
    }
    const one = ask(word, value, packet);
    const told = one === 'unknown' ? one : one === 'yes' ? (not ? 'no' : 'yes') : not ? 'yes' : 'no';
    not = false;
    if (told === 'no') match = 'no';
    else if (told === 'unknown' && match === 'yes') match = 'unknown';
  }
  return { match, ...(target !== undefined && { target }) };
}

const yes = (is: boolean): Match => (is ? 'yes' : 'no');

function ask(option: string, value: string, packet: Packet): Match {
  switch (option) {
    case '-m':
    case '--comment':
      return 'yes';
    case '-p':
    case '--protocol':
      return yes(value === 'all' || value === packet.protocol);
    case '-s':
      return yes(subnetsOverlap(value, packet.source));
    case '-d':
      return yes(subnetsOverlap(value, packet.destination));
    case '-i':
      return yes(isLink(value, packet.in));
    case '-o':
      return yes(isLink(value, packet.out));
    case '--dport':
      return isPort([value], packet.destinationPort);
    case '--sport':
      return isPort([value], packet.sourcePort);
    case '--dports':
      return isPort(value.split(','), packet.destinationPort);
    case '--sports':
      return isPort(value.split(','), packet.sourcePort);
    case '--ports':
      return yes([packet.destinationPort, packet.sourcePort].some((port) => isPort(value.split(','), port) === 'yes'));
    case '--ctstate':
    case '--state':
      return yes(value.split(',').includes(packet.state));
    case '--length':
      return yes(inRange(value, packet.length));
    case '--icmp-type':
      return 'unknown';
    default:
      return 'unknown';
  }
}

/** A `+` at the end stands for any. */
const isLink = (wanted: string, link: string): boolean =>
  link !== '' && (wanted.endsWith('+') ? link.startsWith(wanted.slice(0, -1)) : wanted === link);

const isPort = (wanted: readonly string[], port: number | undefined): Match =>
  yes(port !== undefined && wanted.some((one) => inRange(one, port)));

function inRange(range: string, value: number): boolean {
  const [from = '', to = from] = range.split(':');
  return Number(from || 0) <= value && value <= Number(to || 65535);
}
