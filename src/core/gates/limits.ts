import { LabError } from '../../shared/errors.ts';
import { texts, type Words } from '../../shared/texts/text.ts';

/** How much of a thing from outside (a node, the disk, a window) is read at most. */
export interface Limits {
  bytes: number;
  /** Lines of a text; no limit unless told. */
  lines?: number;
  /** Levels of nested lists and objects of a JSON text; 64 unless told. */
  depth?: number;
}

/** What is read, for the error: `what` is the subject of its sentence, e.g. 'the ledger on node1'. */
export interface Subject {
  what: Words;
  node?: string;
  file?: string;
  /** What the person can do about it; a general sentence unless told. */
  remedy?: Words;
}

const usualDepth = 64;

export function tooLarge({ what, node, file, remedy }: Subject, limit: Words): LabError {
  return new LabError('too-large', texts.gates.tooLarge({ what, limit }), {
    ...(node !== undefined && { node }),
    ...(file !== undefined && { file }),
    remedy: remedy ?? texts.gates.tooLargeRemedy,
  });
}

/** '8 MB', '64 KB' or '12 bytes'; 1 MB is 1024² bytes. */
export function bytesInWords(bytes: number): Words {
  if (bytes >= 1024 * 1024) return `${Math.round(bytes / 1024 / 1024)} MB`;
  return bytes >= 1024 ? `${Math.round(bytes / 1024)} KB` : texts.gates.bytes({ bytes });
}

/** Throws `too-large` where the text has too many bytes or lines; looks at each byte once. */
export function checkText(text: string | Uint8Array, limits: Limits, subject: Subject): void {
  const size = typeof text === 'string' ? Buffer.byteLength(text) : text.byteLength;
  if (size > limits.bytes) throw tooLarge(subject, bytesInWords(limits.bytes));
  if (limits.lines === undefined) return;
  let lines = 1;
  for (let at = text.indexOf('\n' as never); at >= 0; at = text.indexOf('\n' as never, at + 1))
    if (++lines > limits.lines) throw tooLarge(subject, texts.gates.lines({ lines: limits.lines }));
}

/**
 * JSON.parse with limits. Throws `too-large`; text that is no JSON throws JSON.parse's own SyntaxError, which each caller
 * words as what it means there.
 */
export function parseJson(text: string, limits: Limits, subject: Subject): unknown {
  checkText(text, limits, subject);
  checkDepth(text, limits.depth ?? usualDepth, subject);
  return JSON.parse(text);
}

function checkDepth(text: string, most: number, subject: Subject): void {
  const look = depthMeter(most, subject);
  for (let at = 0; at < text.length; at += 1) look(text.charCodeAt(at));
}

/** Counts open brackets outside of strings: JSON.parse itself has no limit but the stack's. */
function depthMeter(most: number, subject: Subject): (code: number) => void {
  let depth = 0;
  let inString = false;
  let escaped = false;
  return (code) => {
    if (escaped) escaped = false;
    else if (inString) {
      if (code === 0x5c) escaped = true;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > most) throw tooLarge(subject, texts.gates.levels({ most }));
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  };
}

/** A piece is kept as an object of its own, so one of a byte costs what some hundred do. */
const leastCost = 256;
const costOf = ({ byteLength }: Uint8Array): number => Math.max(byteLength, leastCost);

/** For JSON that somebody else collects and parses: told each piece, it throws `too-large` with the one that is too much. */
export function jsonMeter(limits: Pick<Limits, 'bytes' | 'depth'>, subject: Subject): (chunk: Uint8Array) => void {
  const look = depthMeter(limits.depth ?? usualDepth, subject);
  let size = 0;
  return (chunk) => {
    size += costOf(chunk);
    if (size > limits.bytes) throw tooLarge(subject, bytesInWords(limits.bytes));
    for (const byte of chunk) look(byte);
  };
}

/** Collects the pieces of something that arrives; `add` throws `too-large` with the piece that is too much. */
export function boundedChunks(limits: Pick<Limits, 'bytes'>, subject: Subject) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return {
    add(chunk: Uint8Array): void {
      size += costOf(chunk);
      if (size > limits.bytes) throw tooLarge(subject, bytesInWords(limits.bytes));
      chunks.push(chunk);
    },
    bytes: (): Buffer => Buffer.concat(chunks),
    text: (): string => Buffer.concat(chunks).toString('utf8'),
  };
}
