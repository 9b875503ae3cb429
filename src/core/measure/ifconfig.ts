import { texts } from '../../shared/texts/text.ts';
import { emptyInterface, type Interface, readAddress, readMac, readMtu } from './interface.ts';
import { nodeLines } from './node-text.ts';
import { failed, type Parsed, parsed } from './parsed.ts';

/** 'eth0      Link encap:Ethernet  HWaddr 02:42:…' of busybox and net-tools 1, 'eth0: flags=4163<UP,…>  mtu 1450' of net-tools 2. */
const headLine = /^([^\s:]{1,64})(?: {1,16}Link encap:|: flags=\d{1,10}<([A-Z,]{0,200})>)/;
const mac = /\b(?:HWaddr|ether) (\S{17})\b/;
const ipv4 = /\binet (?:addr:)?([\d.]{7,15})\b.{0,80}? {1,2}(?:Mask:|netmask )([\d.]{7,15})(?=\s|$)/;
const ipv6 = /\binet6 (?:addr: )?([\da-f:.]{2,45})(?:\/| {1,2}prefixlen )(\d{1,3}) /i;
const mtu = /\b(?:MTU:|mtu )(\d{1,10})(?=\s|$)/;
/** The line of flags in the older form: '          UP BROADCAST RUNNING MULTICAST  MTU:1450  Metric:1'. */
const flagsLine = /^ {1,16}((?:[A-Z]{2,16} ){0,16}) ?MTU:/;

/** Reads ifconfig of busybox and of net-tools, old and new; the tutorial shows the old form. */
export function parseIfconfig(text: string): Parsed<Interface[]> {
  const found: Interface[] = [];
  // ifconfig ends every line: what is left after the last line feed is cut off.
  for (const line of nodeLines(text.slice(0, text.lastIndexOf('\n') + 1))) {
    const head = headLine.exec(line);
    if (head !== null)
      found.push({ ...emptyInterface(head[1] ?? ''), up: head[2] === undefined ? null : isUp(head[2]) });
    const face = found.at(-1);
    if (face !== undefined) readLine(face, line);
  }
  return found.length > 0 ? parsed(found) : failed(texts.measure.noInterface({ program: 'ifconfig' }));
}

function readLine(face: Interface, line: string): void {
  face.mac ??= readMac(mac.exec(line)?.[1]);
  face.mtu ??= readMtu(mtu.exec(line)?.[1]);
  const flags = flagsLine.exec(line)?.[1];
  if (flags !== undefined) face.up ??= isUp(flags);
  const [, address, mask] = ipv4.exec(line) ?? [];
  const [, address6, prefixLength] = ipv6.exec(line) ?? [];
  const read = readAddress(address ?? address6, mask === undefined ? Number(prefixLength) : maskLength(mask));
  if (read !== null) face.addresses.push(read);
}

function isUp(flags: string): boolean {
  return /\bUP\b/.test(flags);
}

/** 255.255.255.0 as 24; NaN for what is no netmask. */
function maskLength(mask: string): number {
  const octets = mask.split('.').map(Number);
  const bits = octets.map((octet) => octet.toString(2).padStart(8, '0')).join('');
  return octets.length === 4 && /^1*0*$/.test(bits) && bits.length === 32 ? bits.lastIndexOf('1') + 1 : Number.NaN;
}
