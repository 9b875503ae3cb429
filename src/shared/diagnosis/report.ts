import { z } from 'zod';
import { textsSchema, type Worded } from '../texts/wire.ts';

const remedySchema = z.object({ text: z.string(), commands: z.array(z.string()), texts: textsSchema });

/** A cause that was found on nodes, and what helps. */
export const foundCauseSchema = z.object({
  /** Number of a row of the catalogue. */
  row: z.number().int(),
  title: z.string(),
  nodes: z.array(z.string()),
  /** What the nodes printed: untrusted, cleaned and cut. */
  evidence: z.array(z.string()),
  remedy: remedySchema,
  /** Nothing need have failed for its sake yet. */
  latent: z.boolean(),
  texts: textsSchema,
});
export type FoundCause = z.infer<typeof foundCauseSchema>;

export const layerStates = ['well', 'wrong', 'unseen'] as const;

/** What came of looking for the causes of a fault in a lab. */
export const diagnosisReportSchema = z.object({
  lab: z.string(),
  at: z.string(),
  /** From the ground up: the first one first. Empty where nothing is wrong. */
  causes: z.array(foundCauseSchema),
  /** What was looked at: where nothing is wrong there, that is excluded. */
  looked: z.array(z.object({ layer: z.string(), name: z.string(), state: z.enum(layerStates), texts: textsSchema })),
});
export type DiagnosisReport = z.infer<typeof diagnosisReportSchema>;

export type MadeCause = Worded<Omit<FoundCause, 'remedy'>, 'title'> & {
  remedy: Worded<FoundCause['remedy'], 'text'>;
};
export type MadeReport = Omit<DiagnosisReport, 'causes' | 'looked'> & {
  causes: MadeCause[];
  looked: Worded<DiagnosisReport['looked'][number], 'name'>[];
};
