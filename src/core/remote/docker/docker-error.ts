import { LabError } from '../../../shared/errors.ts';

/** What the engine or the way to it said, as an error of ours; the engine's own words and status are kept. */
export function dockerError(error: unknown, node?: string): LabError {
  if (error instanceof LabError) return error;
  const { statusCode, message, name, code, json } = error as Error & {
    statusCode?: number;
    code?: string;
    json?: { message?: string };
  };
  const details = { ...(node !== undefined && { node }), cause: error };
  const on = node === undefined ? '' : ` on ${node}`;
  if (name === 'AbortError') return new LabError('cancelled', `A request to Docker${on} was cancelled.`, details);
  if (statusCode !== undefined)
    return new LabError(
      'docker-failed',
      `Docker${on} answered ${statusCode}: ${shortened(json?.message ?? message)}`,
      details,
    );
  return new LabError('docker-failed', `Docker${on} does not answer: ${code ?? ''} ${shortened(message)}`, {
    ...details,
    remedy: 'Check the engine on the node: systemctl status docker, journalctl -u docker.',
  });
}

/** An engine's own words, as many as somebody reads. */
function shortened(words: unknown): string {
  const text = typeof words === 'string' ? words : String(JSON.stringify(words));
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}
