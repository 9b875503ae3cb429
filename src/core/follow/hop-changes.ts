import type { HopChange } from '../../shared/follow/report.ts';
import { innermost, isLayer, type Layer } from '../../shared/packet/layers.ts';

interface Seen {
  length: number;
  layers: readonly Layer[];
}

const tunnelsOf = ({ layers }: Seen): number => layers.filter(({ is }) => is === 'vxlan').length;

/** What became of a packet between two points: what was put around it or taken off, and what was rewritten in it. */
export function hopChanges(before: Seen, now: Seen): HopChange[] {
  const [was, is] = [tunnelsOf(before), tunnelsOf(now)];
  const bytes = now.length - before.length;
  const wrapping: HopChange[] =
    is > was ? [{ is: 'wrapped', bytes, parts: outerOf(now) }] : is < was ? [{ is: 'unwrapped', bytes }] : [];
  return [...wrapping, ...rewritten(innermost(before.layers), innermost(now.layers)), ...cut(before, now)];
}

function outerOf({ layers }: Seen): { is: string; bytes: number }[] {
  const at = layers.findLastIndex(({ is }) => is === 'vxlan');
  return layers.slice(0, at + 1).map(({ is, bytes }) => ({ is, bytes }));
}

function rewritten(before: readonly Layer[], now: readonly Layer[]): HopChange[] {
  const [was, is] = [before.find(isLayer('ipv4')), now.find(isLayer('ipv4'))];
  const [frame, next] = [before.find(isLayer('ethernet')), now.find(isLayer('ethernet'))];
  const changes: HopChange[] = [];
  if (was && is) {
    if (was.ttl !== is.ttl) changes.push({ is: 'ttl', from: was.ttl, to: is.ttl });
    if (was.from !== is.from) changes.push({ is: 'source', from: was.from, to: is.from });
    if (was.to !== is.to) changes.push({ is: 'target', from: was.to, to: is.to });
  }
  if (frame && next && (frame.from !== next.from || frame.to !== next.to))
    changes.push({ is: 'frame', from: `${frame.from} → ${frame.to}`, to: `${next.from} → ${next.to}` });
  return changes;
}

const isCut = ({ layers }: Seen): boolean => layers.some((layer) => layer.is === 'ipv4' && layer.more);
const cut = (before: Seen, now: Seen): HopChange[] => (isCut(now) && !isCut(before) ? [{ is: 'pieces' }] : []);
