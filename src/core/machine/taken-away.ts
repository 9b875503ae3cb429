import { LabError } from '../../shared/errors.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import type { Node } from './port.ts';

/** What taking away a thing that carries a mark came to; `others`: it carries another one. `kept`: others have this on it. */
export type TakenAway = 'gone' | 'others' | { kept: string[] };

/** Whose things may go along: what leads to these machines is the lab's, and with `force` all is. */
export interface Along {
  machines: readonly string[];
  force: boolean;
}

/** What is named of many. */
const most = 10;

/** Lines of a program: `others`, or `kept THING`. */
export function readTakenAway({ stdout }: { stdout: string }): TakenAway {
  const lines = stdout.split('\n');
  if (lines.some((line) => line.trim() === 'others')) return 'others';
  const kept = lines.flatMap((line) => (line.startsWith('kept ') ? line.slice(5, 105).trim() : []));
  return kept.length > 0 ? { kept: kept.slice(0, most) } : 'gone';
}

/** A sentence where it stays because it is not the lab's. Throws `refused` where others' things would have gone along. */
export function unlessOthers(taken: TakenAway, node: Pick<Node, 'name'>, name: string): Words | undefined {
  if (taken === 'gone') return undefined;
  if (taken === 'others') return texts.ledger.linkLeft;
  throw new LabError('refused', texts.ledger.hasOthers({ name, what: taken.kept }), {
    node: node.name,
    remedy: texts.ledger.hasOthersRemedy,
  });
}
