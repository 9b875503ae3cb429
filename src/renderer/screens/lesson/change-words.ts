import type { TFunction } from 'i18next';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import type { NodeChange } from '../../../shared/watch/sighting.ts';

/** What changed, in a few words, e.g. `container worker-1: die`. */
export function changeInWords({ kind, name, did, detail }: NodeChange): string {
  const how = did === 'happened' || did === 'changed' ? detail || did : did;
  return stripUnsafe(`${kind} ${name}: ${how}`).slice(0, 160);
}

export const madeBy = (t: TFunction, { by }: NodeChange): string => t(`lesson.by.${by ?? 'nobody'}`);
