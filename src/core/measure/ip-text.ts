import { texts } from '../../shared/texts/text.ts';
import { emptyInterface, type Interface, readAddress, readMac, readMtu, readVni } from './interface.ts';
import { nodeLines } from './node-text.ts';
import { failed, type Parsed, parsed } from './parsed.ts';

/** '2: eth0@if2: <BROADCAST,UP> mtu 1450 …' */
const headLine = /^\d{1,10}: ([^\s@:]{1,64})(?:@[^\s:]{1,64})?: <([A-Z0-9_,-]{0,300})>(?: mtu (\d{1,10}) )?/;
/** '2: eth0    inet 10.99.0.2/24 …': with -o the link's own line is not there, only its name. */
const onelineAddress = /^\d{1,10}: ([^\s@:]{1,64})(?:@\S{1,64})? {1,16}(inet6? .*)$/;
const addressLine = /^\s{0,16}inet6? (\S{1,64}?)(?: peer \S{1,64}?)?\/(\d{1,3}) /;
const macLine = /^\s{1,16}link\/\w{1,32} (\S{1,64})/;
const kindLine =
  /^\s{1,16}(veth|bridge|vxlan|vlan|macvlan|ipvlan|dummy|bond|tun|wireguard|geneve|gre)(?= )(?: id (\d{1,10}) )?/;

/** Reads `ip addr`, also with -d or -o, of iproute2 and of busybox. */
export function parseIpText(text: string): Parsed<Interface[]> {
  const found = new Map<string, Interface>();
  let current: Interface | undefined;
  // With -o a backslash stands where the line would end.
  for (const line of nodeLines(text.replaceAll('\\', '\n'))) {
    const head = headLine.exec(line);
    const oneline = head === null ? onelineAddress.exec(line) : null;
    const name = head?.[1] ?? oneline?.[1];
    if (name !== undefined) {
      current = found.get(name) ?? emptyInterface(name);
      found.set(name, current);
    }
    if (current === undefined) continue;
    if (head !== null) readHead(current, head);
    else readDetail(current, oneline?.[2] ?? line);
  }
  return found.size > 0 ? parsed([...found.values()]) : failed(texts.measure.noInterface({ program: 'ip' }));
}

function readHead(face: Interface, [, , flags = '', mtu]: RegExpExecArray): void {
  face.mtu = readMtu(mtu);
  face.up = flags.split(',').includes('UP');
}

function readDetail(face: Interface, line: string): void {
  const address = addressLine.exec(line);
  if (address !== null) {
    const read = readAddress(address[1], Number(address[2]));
    if (read !== null) face.addresses.push(read);
    return;
  }
  const mac = macLine.exec(line);
  if (mac !== null) face.mac = readMac(mac[1]);
  const kind = kindLine.exec(line);
  if (kind?.[1] === undefined || face.kind !== undefined) return;
  face.kind = kind[1];
  const vni = kind[1] === 'vxlan' ? readVni(kind[2]) : null;
  if (vni !== null) face.vni = vni;
}
