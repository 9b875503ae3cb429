import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { within } from '../gates/wait.ts';
import type { Node } from '../machine/port.ts';
import { boundedLines } from './bounded-lines.ts';
import { type Line, parseLine } from './lines.ts';
import { nodeWatch } from './node-program.ts';

export interface Talk {
  lab: string;
  node: Node;
  signal: AbortSignal;
  onLine: (line: Line) => void;
  /** The node has not answered for a while, or does again. */
  silent: (isSilent: boolean) => void;
}

/** Between two looks at what nothing announces; each change is told within two of them. */
const beatMs = 400;
/** An answer takes some milliseconds; a node that is this late is not seen any more, whatever becomes of its connection. */
const silentMs = 2_500;
const beginMs = 20_000;
const stopMs = 2_000;

/** Runs the program on a node until the signal, or until it or its connection ends, which is an error. */
export async function talk({ lab, node, signal, onLine, silent }: Talk): Promise<void> {
  const begin = { what: texts.watch.program, ms: beginMs, signal, node: node.name };
  const process = await within(begin, (waiting) => node.converse(nodeWatch, { lab }, { signal: waiting }));
  process.stdin.on('error', () => undefined);
  let sent = 0;
  let answered = Date.now();
  let isSilent = false;
  const timer = setInterval(() => {
    // What the connection does not take is not piled up.
    if (process.stdin.writable && process.stdin.writableLength < 256) process.stdin.write(`${++sent}\n`);
    if (isSilent || Date.now() - answered < silentMs) return;
    isSilent = true;
    silent(true);
  }, beatMs);
  timer.unref();
  const stop = () => void process.stop().catch(() => undefined);
  try {
    const lines = boundedLines(process.stdout, (text) => {
      const line = parseLine(text);
      if (line?.type === 'beat') {
        answered = Date.now();
        if (isSilent) silent(false);
        isSilent = false;
      } else if (line) onLine(line);
    });
    await Promise.race([process.ended, aborted(signal), lines]);
    throw new LabError('unreachable', texts.watch.ended({ said: process.stderr().slice(-200) }), { node: node.name });
  } finally {
    clearInterval(timer);
    const ending = { what: texts.watch.program, ms: stopMs, node: node.name };
    await within(ending, () => process.stop()).catch(stop);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
