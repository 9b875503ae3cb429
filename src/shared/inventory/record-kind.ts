import type { z } from 'zod';

/** One kind of thing that a lab could change on a node: what is kept of each, and how it reads. */
export interface RecordKind<S extends z.ZodType = z.ZodType> {
  schema: S;
  /** The record in one line, for people. */
  print(record: z.infer<S>): string;
}

export const defineRecord = <S extends z.ZodType>(kind: RecordKind<S>): RecordKind<S> => kind;
