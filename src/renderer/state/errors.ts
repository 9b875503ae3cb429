import { ORPCError } from '@orpc/client';
import { errorSchema, type ReportedError } from '../../shared/run/events.ts';
import { inThisLanguage } from '../../shared/texts/wire.ts';

/** What core threw, with node, cause and remedy; chosen by code, never by text. */
export function reported(thrown: unknown): ReportedError {
  if (thrown instanceof ORPCError) {
    const parsed = errorSchema.safeParse(thrown.data);
    if (parsed.success) return inThisLanguage(parsed.data);
  }
  return { code: 'unexpected', message: thrown instanceof Error ? thrown.message : String(thrown) };
}
