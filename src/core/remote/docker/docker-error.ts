import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';

/** What the engine or the way to it said, as an error of ours; the engine's own words and status are kept. */
export function dockerError(error: unknown, node?: string): LabError {
  if (error instanceof LabError) return error;
  const { statusCode, message, name, code, json } = error as Error & {
    statusCode?: number;
    code?: string;
    json?: { message?: string };
  };
  const details = { ...(node !== undefined && { node }), cause: error };
  const docker = node === undefined ? texts.remote.docker : texts.remote.dockerOn({ node });
  if (name === 'AbortError') return new LabError('cancelled', texts.remote.dockerCancelled({ docker }), details);
  if (statusCode !== undefined)
    return new LabError(
      'docker-failed',
      texts.remote.dockerAnswered({ docker, status: statusCode, said: shortened(json?.message ?? message) }),
      details,
    );
  return new LabError(
    'docker-failed',
    texts.remote.dockerUnreached({ docker, code: code ?? '', said: shortened(message) }),
    {
      ...details,
      remedy: texts.remote.dockerSilentRemedy,
    },
  );
}

/** An engine's own words, as many as somebody reads. */
function shortened(words: unknown): string {
  const text = typeof words === 'string' ? words : String(JSON.stringify(words));
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}
