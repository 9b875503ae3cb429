import type { FollowReport } from '../../shared/follow/report.ts';
import { type Decoded, decodeFrame } from '../../shared/packet/decode.ts';
import { innermost, isLayer } from '../../shared/packet/layers.ts';
import type { Sought } from './identify.ts';
import type { Observed } from './join.ts';
import { isOnWay } from './points.ts';

const mostTold = 20;

/** What else was caught that tells why a packet did not come: errors of machines on the way, and questions that nobody answered. */
export function beside(
  observed: readonly Observed[],
  path: readonly string[],
  { source, target }: Sought,
  machines: readonly string[],
  vxlanPort: number,
): Pick<FollowReport, 'told' | 'unanswered'> {
  const ends = new Set([source, target, ...machines]);
  const told = new Map<string, FollowReport['told'][number]>();
  const asked = new Map<string, string>();
  const answered = new Set<string>();
  for (const { point, packets } of observed) {
    const here = new Map<string, number>();
    for (const { bytes } of packets) {
      const decoded = decodeFrame(bytes, { vxlanPort });
      const error = errorIn(decoded, ends);
      if (error && told.size < mostTold) {
        const key = `${error.by} ${error.type} ${error.code} ${error.mtu}`;
        const count = (here.get(key) ?? 0) + 1;
        here.set(key, count);
        // The same error comes by several points.
        told.set(key, { ...error, count: Math.max(count, told.get(key)?.count ?? 0) });
      }
      const arp = innermost(decoded.layers).find(isLayer('arp'));
      if (!arp || !isOnWay(point)) continue;
      if (!arp.asks) answered.add(arp.sender);
      else if ((arp.target === target || arp.target === source) && isLater(path, point.id, asked.get(arp.target)))
        asked.set(arp.target, point.id);
    }
  }
  return {
    told: [...told.values()],
    unanswered: [...asked].flatMap(([of, last]) => (answered.has(of) ? [] : [{ target: of, last }])),
  };
}

const isLater = (path: readonly string[], id: string, than: string | undefined): boolean =>
  path.indexOf(id) >= (than === undefined ? 0 : path.indexOf(than));

function errorIn(
  { layers, about }: Decoded,
  ends: ReadonlySet<string>,
): Omit<FollowReport['told'][number], 'count'> | undefined {
  const inner = innermost(layers);
  const [by, icmp] = [inner.find(isLayer('ipv4')), inner.find(isLayer('icmp'))];
  const of = about?.find(isLayer('ipv4'));
  if (!by || !icmp || !of || !ends.has(of.from) || !ends.has(of.to)) return undefined;
  return { by: by.from, type: icmp.type, code: icmp.code, ...(icmp.mtu !== undefined && { mtu: icmp.mtu }) };
}
