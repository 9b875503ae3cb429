import { z } from 'zod';
import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { parseJson } from '../gates/limits.ts';

/** What the practice lab's program prints with --json: one object a line, the last one a result or an error. */
const progressSchema = z.object({
  type: z.literal('progress'),
  stage: z.string(),
  percent: z.number(),
  message: z.string(),
});
export type PracticeProgress = Omit<z.infer<typeof progressSchema>, 'type'>;

const failureSchema = z.object({
  type: z.literal('error'),
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  kept: z.string(),
});
export type PracticeFailure = z.infer<typeof failureSchema>;

const lineSchema = z.discriminatedUnion('type', [
  progressSchema,
  failureSchema,
  z.looseObject({ type: z.literal('result') }),
]);
export type PracticeLine = z.infer<typeof lineSchema>;

/** One line; undefined when it is none of the program's own (a tool that it calls may print something). */
export function parseLine(text: string): PracticeLine | undefined {
  let value: unknown;
  try {
    value = parseJson(text, { bytes: 1024 * 1024 }, { what: texts.practice.aLine });
  } catch {
    return undefined;
  }
  return lineSchema.safeParse(value).data;
}

export const nodeSchema = z.object({
  name: z.string(),
  address: z.string(),
  port: z.int().nullable(),
  state: z.enum(['running', 'stopped', 'broken']),
});

export const labSchema = z.object({
  name: z.string(),
  suite: z.string(),
  state: z.enum(['running', 'stopped', 'partly']),
  labFile: z.string(),
  accessDir: z.string(),
  nodes: z.array(nodeSchema),
});
export type PracticeLab = z.infer<typeof labSchema>;

export const requirementsSchema = z.object({
  ok: z.boolean(),
  /** Debian packages. */
  missing: z.array(z.string()),
  reasons: z.array(z.object({ code: z.string(), message: z.string() })),
  /** Free on this machine, and what a node takes once its engine runs. */
  memory: z.object({ freeMb: z.number(), perNodeMb: z.number() }).optional(),
  /** The same of the disk, for what a node's own files grow to. */
  disk: z.object({ freeMb: z.number(), perNodeMb: z.number() }).optional(),
});
export type PracticeRequirements = z.infer<typeof requirementsSchema>;

/** Codes of the program that are codes of ours, too: shells choose their exit status by them. */
const ourCodes = new Map([
  ['bad-usage', 'bad-input'],
  ['bad-name', 'bad-input'],
  ['unknown-lab', 'not-found'],
  ['interrupted', 'cancelled'],
] as const);

/** What the program says there where it kept nothing. */
const nothingChanged = 'nothing was changed';

/** The program's own code and what it kept stay readable as the cause. */
export function failureOf(line: PracticeFailure): LabError {
  const { code, message, remedy, kept } = line;
  const ours = new Map<string, 'bad-input' | 'not-found' | 'cancelled'>(ourCodes).get(code) ?? 'practice-lab';
  const isKept = kept !== '' && kept !== nothingChanged;
  const words = isKept ? texts.practice.withKept({ remedy, kept }) : remedy;
  return new LabError(ours, message, { ...(words && { remedy: words }), cause: { code, kept } });
}

/** The program's own code of such an error, e.g. `mirror-unreachable`. */
export function practiceCode(error: unknown): string | undefined {
  const cause: unknown = error instanceof LabError ? error.details.cause : undefined;
  return z.object({ code: z.string() }).safeParse(cause).data?.code;
}
