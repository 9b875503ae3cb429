import type { Readable, Writable } from 'node:stream';

/** Streams and surroundings of a process, so that tests can give others. */
export interface Io {
  stdin: Readable & { isTTY?: boolean; setRawMode?: (raw: boolean) => unknown };
  stdout: Output;
  stderr: Output;
  env: Record<string, string | undefined>;
  cwd: string;
  /** Where Ctrl-C and its kin arrive; the process itself but for tests. */
  signals: SignalSource;
  /** Ends the process at once, as a second Ctrl-C asks. */
  exitNow: (code: number) => void;
}

export type Output = Writable & { isTTY?: boolean; columns?: number; rows?: number };

export interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}
