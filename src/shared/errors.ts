import { english, type Words } from './texts/text.ts';

/**
 * Every error that a person may meet. Shells choose what to do by `code`, never by the message:
 * messages may be reworded or translated, codes may not.
 */
export const errorCodes = [
  'bad-input', // a lab file, option or field that does not validate: exit code 2
  'not-found', // a file, lab or step that was named does not exist: exit code 2
  'cancelled', // Ctrl-C or the cancel button: exit code 130
  'unreachable', // no TCP connection, a time-out, a connection lost
  'host-key-unknown', // never seen before, and nobody there to accept it
  'host-key-changed', // differs from the known one: stop before any credential is sent
  'auth-failed', // the node refused every credential on offer
  'sudo-failed', // commands cannot be run as root
  'command-failed', // a remote command ended with another status than expected
  'time-out', // a deadline of ours passed
  'too-large', // something from a node, the disk or a window passed a limit of bytes, lines or depth
  'docker-failed', // the engine answered with an error
  'not-proved', // a change was made and the check after it does not hold
  'held', // another app holds the lab's lease, or took it over
  'refused', // the lab will not do it: it would touch what it does not own, or cannot work here
  'practice-lab', // the practice lab's script reported an error
  'unexpected', // a fault of ours
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface ErrorDetails {
  /** Name of the node it happened on, where there is one. */
  node?: string;
  /** What the person can do about it, one or two sentences. */
  remedy?: Words;
  /** Row of the diagnosis catalogue, where there is one. */
  diagnosis?: number;
  /** File, line (from 1) and field of bad input. */
  file?: string;
  line?: number;
  field?: string;
  cause?: unknown;
}

/** Its `message` and the remedy among its details are English, for logs and stacks; `words` are what is sent and shown. */
export class LabError extends Error {
  readonly code: ErrorCode;
  readonly words: { readonly message: Words; readonly remedy?: Words };
  readonly details: ErrorDetails & { remedy?: string };

  constructor(code: ErrorCode, message: Words, { remedy, ...details }: ErrorDetails = {}) {
    super(english(message), details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'LabError';
    this.code = code;
    const given = remedy !== undefined && remedy !== '';
    this.words = { message, ...(given && { remedy }) };
    this.details = { ...details, ...(given && { remedy: english(remedy) }) };
  }
}

/** Why something failed, thrown to whoever puts it into the message of a LabError. */
export class Reason extends Error {
  readonly words: Words;

  constructor(words: Words) {
    super(english(words));
    this.words = words;
  }
}

/** What a thrown value says, to be put into other words. */
export function wordsOf(thrown: unknown): Words {
  if (thrown instanceof LabError) return thrown.words.message;
  if (thrown instanceof Reason) return thrown.words;
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Any thrown value as a LabError; what is not one yet becomes `unexpected`. */
export function toLabError(thrown: unknown): LabError {
  if (thrown instanceof LabError) return thrown;
  if (thrown instanceof Error) {
    const code = thrown.name === 'AbortError' ? 'cancelled' : 'unexpected';
    return new LabError(code, wordsOf(thrown), { cause: thrown });
  }
  return new LabError('unexpected', String(thrown));
}
