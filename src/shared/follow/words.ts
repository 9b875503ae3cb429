import type { Layer, LayerOf } from '../packet/layers.ts';
import { type Text, texts } from '../texts/text.ts';
import { type FollowPoint, type FollowReport, firstLoss, type HopChange, type Loss } from './report.ts';

const { follow } = texts;

/** What a point is, for people. */
export const placeWords = ({ place, device, node }: Pick<FollowPoint, 'place' | 'device' | 'node'>): Text =>
  follow.places[place]({ device, node });

/** A point's id as people read it. */
const named = (id: string): Text => {
  const [node = '', device = ''] = id.split('/');
  return follow.point({ node, device });
};

export function lossWords({ after, before, sure }: Loss): Text {
  if (!sure) return follow.lostSomewhere({ before: named(before) });
  return after === undefined
    ? follow.neverSeen({ before: named(before) })
    : follow.lostBetween({ after: named(after), before: named(before) });
}

/** All of it in one sentence: where it was lost, or that nothing was. */
export function verdictWords(report: FollowReport): Text {
  const { there, back, ends } = report;
  const loss = firstLoss(report);
  const workers = { from: ends.from.worker, to: ends.to.worker };
  if (!loss && there.sent === 0) return follow.nothingSent(workers);
  if (!loss) return follow.allArrived({ ...workers, count: there.sent, back: back.arrived });
  const tally = loss.direction === 'there' ? there : back;
  const counts = { count: tally.sent - tally.arrived, all: tally.sent };
  if (loss.direction === 'back' && loss.after === undefined && loss.sure)
    return follow.noAnswer({ ...counts, worker: ends.to.worker });
  return follow.verdict[loss.direction]({ ...counts, where: lossWords(loss) });
}

const change = follow.changes;

export function changeWords(one: HopChange): Text {
  switch (one.is) {
    case 'wrapped':
      return change.wrapped({
        bytes: one.bytes,
        parts: one.parts.map(({ is, bytes }) => follow.part({ name: protocolOf(is), bytes })),
      });
    case 'unwrapped':
      return change.unwrapped({ bytes: -one.bytes });
    case 'pieces':
      return change.pieces;
    case 'ttl':
      return change.ttl({ from: one.from, to: one.to });
    default:
      return change[one.is]({ from: one.from, to: one.to });
  }
}

const protocols: Partial<Record<string, string>> = { ethernet: 'Ethernet', ipv4: 'IPv4', ipv6: 'IPv6', arp: 'ARP' };
const protocolOf = (is: string): string => protocols[is] ?? is.toUpperCase();

type Said = { [K in Layer['is']]: (layer: LayerOf<K>) => Text };

const echoes: Record<number, 'question' | 'answer'> = { 8: 'question', 0: 'answer', 128: 'question', 129: 'answer' };

const layers: Said = {
  ethernet: ({ from, to }) => follow.layers.ethernet({ from, to }),
  arp: ({ asks, sender, senderMac, target }) =>
    asks ? follow.layers.asks({ sender, target }) : follow.layers.tells({ sender, mac: senderMac }),
  ipv4: ({ from, to, ttl, id, df, more, offset }) =>
    more || offset > 0
      ? follow.layers.piece({ from, to, ttl, id, offset })
      : follow.layers.ipv4({ from, to, ttl, id, df }),
  ipv6: ({ from, to, hops }) => follow.layers.ipv6({ from, to, hops }),
  icmp({ type, code, id, seq, mtu }) {
    const echo = echoes[type];
    if (echo && id !== undefined && seq !== undefined) return follow.layers[echo]({ id, seq });
    return mtu === undefined ? follow.layers.icmp({ type, code }) : follow.layers.tooLarge({ mtu });
  },
  udp: ({ from, to, length }) => follow.layers.udp({ from, to, length }),
  tcp: ({ from, to, seq, ack, flags }) => follow.layers.tcp({ from, to, seq, ack, flags }),
  vxlan: ({ vni }) => follow.layers.vxlan({ vni }),
  esp: ({ spi, seq }) => follow.layers.esp({ spi: spi.toString(16), seq }),
  data: ({ bytes }) => follow.layers.data({ bytes }),
  broken: ({ bytes }) => follow.layers.broken({ bytes }),
};

/** A header in one line. */
export const layerWords = (layer: Layer): Text => (layers[layer.is] as (one: Layer) => Text)(layer);

/** What else there is to know: how it was caught, what machines said, and how far the times can be trusted. */
export function notes(report: FollowReport): Text[] {
  const { points, told, unanswered, strays, clock, path, ends } = report;
  const failed = points.filter(({ by }) => by === undefined);
  const short = points.filter(({ missed, cut }) => missed > 0 || cut);
  const way = path.flatMap((id) => points.find((point) => point.id === id) ?? []);
  const perl = [...new Set(points.filter(({ by }) => by === 'perl').map(({ node }) => node))];
  return [
    ...told.map(({ by, type, code, mtu, count }) =>
      mtu !== undefined && mtu > 0 ? follow.toldTooLarge({ by, mtu, count }) : follow.told({ by, type, code, count }),
    ),
    ...unanswered.map(({ target, last }) => follow.unanswered({ target, last: named(last) })),
    ...strays.map(({ point, count }) => follow.stray({ point: named(point), count })),
    ...(strays.length === 0 && points.some(({ place, by }) => place === 'out' && by) ? [follow.noStray] : []),
    ...failed.map(({ id, why = '' }) => follow.notCaught({ point: named(id), why })),
    ...short.map(({ id, missed }) => follow.missed({ point: named(id), count: missed })),
    ...way.filter(({ encrypted }) => encrypted).map(({ id }) => follow.encrypted({ point: named(id) })),
    ...perl.map((node) => follow.byPerl({ node })),
    clock
      ? follow.clock({ node: ends.to.node, ahead: Math.round(clock.ahead), within: Math.ceil(clock.within) })
      : follow.noClock({ node: ends.to.node }),
  ];
}
