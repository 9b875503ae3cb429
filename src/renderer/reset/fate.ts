import { plainText } from '../state/plain-text.ts';
import type { ChangePicture } from '../state/run-picture.ts';

/** What was there before is put back; what the lab made goes. The ledger's words tell which: `file …` or `new file …`. */
export function fateOf({ change }: Pick<ChangePicture, 'change'>): 'remove' | 'restore' {
  const ownUnit = change.startsWith('service overlay-lab-');
  return /^file /.test(change) || (/^service /.test(change) && !ownUnit) ? 'restore' : 'remove';
}

/** What it is, without the ledger's word for how it came to be. */
export const thingOf = ({ change }: Pick<ChangePicture, 'change'>): string => plainText(change).replace(/^new /, '');
