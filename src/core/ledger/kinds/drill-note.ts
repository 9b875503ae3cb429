import { z } from 'zod';
import { texts } from '../../../shared/texts/text.ts';
import { defineKind } from './kind.ts';

const schema = z.object({
  kind: z.literal('drill-note'),
  drill: z.string(),
  at: z.string(),
  note: z.enum(['begun', 'hint', 'guess', 'named']),
  /** Of the catalogue, where somebody named one. */
  row: z.int().optional(),
  /** Of one that nobody chose: what would give it away is hidden until it is named. */
  isSurprise: z.boolean().optional(),
});

export type DrillNote = z.infer<typeof schema>;

/** What belongs to a drill stands under this name in the ledger, as what belongs to a step does under the step's. */
export const drillStep = 'drill';

/** How far somebody is with a drill: it lies beside the fault, so that another app or process sees it too. Changes nothing. */
export const drillNote = defineKind({
  schema,
  describe: () => texts.ledger.drill,
  thing: ({ note, at }) => `drill-note ${note} ${at}`,
  isPlausible: ({ drill, at }) => /^[a-z][a-z-]{0,40}$/.test(drill) && !Number.isNaN(Date.parse(at)),
  takeBack: async () => undefined,
});
