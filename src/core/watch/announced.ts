import type { Sighting } from './sighting.ts';

/** One line of `ip -o monitor label`, or of the lists that have the same lines. */
export function parseAnnounced(line: string): Sighting | undefined {
  const found = /^(Deleted )?\[([A-Z]+)\](Deleted )?(.*)$/.exec(line);
  if (!found) return undefined;
  const [, before, label = '', behind, text = ''] = found;
  const thing = read[label]?.(text.replace(/\s+/g, ' ').trim());
  if (!thing) return undefined;
  // It left its bridge, and is still there.
  if (thing.kind === 'link' && (before || behind) && / master /.test(text)) return undefined;
  return { ...thing, is: before || behind ? 'gone' : 'there' };
}

type Read = Omit<Sighting, 'is'> | undefined;

const read: Record<string, (text: string) => Read> = {
  LINK: link,
  ADDR: address,
  ROUTE: route,
  NEIGH: neighbour,
  RULE: rule,
};

/** `5: br9: <BROADCAST,UP> mtu 1500 … master br0 state UP … \ link/ether MAC …`. */
function link(text: string): Read {
  const found = /^\d+: ([^:@\s]+)(?:@[^:\s]+)?: <([^>]*)> mtu (\d+)(.*)$/.exec(text);
  if (!found) return undefined;
  const [, name = '', flags = '', mtu, more = ''] = found;
  const has = (flag: string) => flags.split(',').includes(flag);
  const state = has('UP') ? (has('NO-CARRIER') ? 'up, no carrier' : 'up') : 'down';
  const master = /\bmaster (\S+)/.exec(more)?.[1];
  const mac = /link\/\w+ (\S+)/.exec(more)?.[1];
  const parts = [state, `mtu ${mtu}`, ...(master ? [`in ${master}`] : []), ...(mac ? [mac] : [])];
  return { kind: 'link', key: name, name, detail: parts.join(', ') };
}

/** `2: eth0 inet 10.0.0.1/24 brd … scope global eth0\ valid_lft …`. */
function address(text: string): Read {
  const found = /^\d+: (\S+) (?:inet6?) (\S+)(?: peer (\S+))?/.exec(text);
  if (!found) return undefined;
  const [, device, local, peer] = found;
  // The kernel's own, on each link that comes up.
  if (local?.startsWith('fe80:')) return undefined;
  const name = `${local}${peer ? ` peer ${peer}` : ''} on ${device}`;
  return { kind: 'address', key: name, name, detail: '' };
}

/** `10.0.0.0/24 via 10.0.0.1 dev eth0 …`. */
function route(text: string): Read {
  if (/\btable (local|\d+ local)|^(local|broadcast|multicast|anycast|ff00::|fe80::)/.test(text)) return undefined;
  const found = /^((?:unreachable |blackhole |prohibit )?\S+)(.*)$/.exec(text);
  if (!found) return undefined;
  const [, to = '', more = ''] = found;
  const of = (word: string) => new RegExp(`\\b${word} (\\S+)`).exec(more)?.[1];
  const words = ['via', 'dev', 'table', 'metric'].flatMap((word) => {
    const value = of(word);
    return value ? [`${word} ${value}`] : [];
  });
  const name = [to, ...words].join(' ');
  return { kind: 'route', key: name, name, detail: '' };
}

/** `10.0.0.5 dev eth0 lladdr MAC PERMANENT`. */
function neighbour(text: string): Read {
  const found = /^(\S+) dev (\S+)(?: lladdr (\S+))?(.*)$/.exec(text);
  if (!found || /NOARP|INCOMPLETE/.test(text) || /^(dev|fe80:|ff0)/.test(text)) return undefined;
  const [, ip, device, mac, more = ''] = found;
  // Whether it was heard of lately changes by itself.
  const state = /\b(PERMANENT|FAILED)\b/.exec(more)?.[1];
  const detail = [mac, state?.toLowerCase()].filter(Boolean).join(', ');
  return { kind: 'neighbour', key: `${ip} ${device}`, name: `${ip} on ${device}`, detail };
}

function rule(text: string): Read {
  if (!/^\d+:/.test(text)) return undefined;
  return { kind: 'rule', key: text, name: text, detail: '' };
}
