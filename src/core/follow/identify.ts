import type { Direction, PacketKind } from '../../shared/follow/report.ts';
import type { Decoded } from '../../shared/packet/decode.ts';
import { innermost, isLayer, type LayerOf } from '../../shared/packet/layers.ts';

/** What is looked for. */
export interface Sought {
  kind: PacketKind;
  source: string;
  target: string;
  port: number;
}

/** Which packet of those that are looked for: a piece of one begins at `offset`. */
export interface Identity {
  direction: Direction;
  number: number;
  offset: number;
}

export const keyOf = ({ direction, number, offset }: Identity): string => `${direction} ${number} ${offset}`;

/** What is the same at all points, of the packet as the workers sent it. */
export interface Identifier {
  /** First all packets are shown to it, then it says of each which one it is. */
  learn(decoded: Decoded): void;
  identify(decoded: Decoded): Identity | undefined;
}

type Ip = LayerOf<'ipv4'>;

const ipOf = ({ layers }: Decoded): Ip | undefined => innermost(layers).find(isLayer('ipv4'));
const pieceOf = ({ from, to, id, protocol }: Ip): string => `${from} ${to} ${id} ${protocol}`;

/** Addresses may be rewritten on the way, one of them at a time; ports, ids and numbers stay. */
export function identifierOf(sought: Sought): Identifier {
  const isOurs = ({ from, to }: Ip) => [from, to].some((one) => one === sought.source || one === sought.target);
  const way = wayOf[sought.kind](sought);
  const pieces = new Map<string, Identity>();
  const whole = (decoded: Decoded): Identity | undefined => {
    const ip = ipOf(decoded);
    if (!ip || !isOurs(ip) || ip.offset > 0) return undefined;
    const found = way.read(decoded);
    return found && { ...found, offset: 0 };
  };
  return {
    learn(decoded) {
      way.learn(decoded);
      const ip = ipOf(decoded);
      const found = ip?.more ? whole(decoded) : undefined;
      if (ip && found) pieces.set(pieceOf(ip), found);
    },
    identify(decoded) {
      const ip = ipOf(decoded);
      if (!ip || ip.offset === 0) return whole(decoded);
      const first = pieces.get(pieceOf(ip));
      return first && { ...first, offset: ip.offset };
    },
  };
}

interface Way {
  learn(decoded: Decoded): void;
  read(decoded: Decoded): Omit<Identity, 'offset'> | undefined;
}

const most = 20_000;

/** Pings of one program have one id: the one that asks most between the two. */
function pings({ source, target }: Sought): Way {
  const counts = new Map<number, number>();
  let best: number | undefined;
  const echoOf = ({ layers }: Decoded) => {
    const icmp = innermost(layers).find(isLayer('icmp'));
    return icmp?.id !== undefined && icmp.seq !== undefined ? { ...icmp, id: icmp.id, seq: icmp.seq } : undefined;
  };
  return {
    learn(decoded) {
      const [echo, ip] = [echoOf(decoded), ipOf(decoded)];
      if (echo?.type !== 8 || ip?.from !== source || ip.to !== target || counts.size > 1000) return;
      const count = (counts.get(echo.id) ?? 0) + 1;
      counts.set(echo.id, count);
      if (best === undefined || count > (counts.get(best) ?? 0)) best = echo.id;
    },
    read(decoded) {
      const echo = echoOf(decoded);
      if (!echo || echo.id !== best) return undefined;
      return { direction: echo.type === 8 ? 'there' : 'back', number: echo.seq };
    },
  };
}

/** Each datagram of ours has its number in its data, and so has its answer. */
function datagrams({ port }: Sought): Way {
  return {
    learn: () => undefined,
    read({ layers, data }) {
      const udp = innermost(layers).find(isLayer('udp'));
      if (udp?.to !== port && udp?.from !== port) return undefined;
      const [, digits] = /^overlay-lab \d{4}(\d{8})/.exec(String.fromCharCode(...data.subarray(0, 24))) ?? [];
      if (digits === undefined) return undefined;
      return { direction: udp.to === port ? 'there' : 'back', number: Number(digits) };
    },
  };
}

/** Segments have no number of their own: they are counted as they are first seen. */
function segments({ port }: Sought): Way {
  const numbers = { there: new Map<string, number>(), back: new Map<string, number>() };
  const read = ({ layers }: Decoded) => {
    const inner = innermost(layers);
    const tcp = inner.find(isLayer('tcp'));
    if (!tcp || (tcp.to !== port && tcp.from !== port)) return undefined;
    const length = inner.find(isLayer('data'))?.bytes ?? 0;
    const direction: Direction = tcp.to === port ? 'there' : 'back';
    const other = direction === 'there' ? tcp.from : tcp.to;
    return { direction, key: `${other} ${tcp.seq} ${tcp.ack} ${tcp.flags} ${length}` };
  };
  return {
    learn(decoded) {
      const found = read(decoded);
      const seen = found && numbers[found.direction];
      if (seen && !seen.has(found.key) && seen.size < most) seen.set(found.key, seen.size + 1);
    },
    read(decoded) {
      const found = read(decoded);
      const number = found && numbers[found.direction].get(found.key);
      return found && number !== undefined ? { direction: found.direction, number } : undefined;
    },
  };
}

const wayOf: Record<PacketKind, (sought: Sought) => Way> = { ping: pings, udp: datagrams, tcp: segments };
