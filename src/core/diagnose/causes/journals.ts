import { type Cause, type Judge, merged } from '../cause.ts';
import { networkOn, type Seen, seenNodes } from '../sight.ts';

const lines = ({ name, look }: Seen, words: RegExp): string[] =>
  look.dockerTold
    .filter((line) => words.test(line))
    .slice(-2)
    .map((line) => `${name}: journalctl -u docker: ${line}`);

/** What an engine's journal tells since it began, of something that is still missing: it alone says why. */
export const journals: Judge = (sight) =>
  merged(
    seenNodes(sight).flatMap((node): Cause[] => {
      const { name, engine } = node;
      const unready = lines(node, /Key not found.*ipam/);
      const refused = lines(node, /toomanyrequests/);
      const hasNetwork = engine?.networks === undefined || networkOn(sight, node) !== undefined;
      const hasWorker = engine?.worker !== null;
      return [
        ...(sight.lab.track === 'etcd' && unready.length > 0 && !hasNetwork
          ? [{ row: 12, nodes: [name], evidence: unready, isLatent: true as const }]
          : []),
        ...(refused.length > 0 && !hasWorker
          ? [{ row: 43, nodes: [name], evidence: refused, isLatent: true as const }]
          : []),
      ];
    }),
  );
