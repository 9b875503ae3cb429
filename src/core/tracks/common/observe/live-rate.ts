import { setTimeout as wait } from 'node:timers/promises';
import { readReport } from '../../../measure/iperf-report.ts';

/** What is looked at of a server's output: its last lines. */
const keptCharacters = 4096;
/** A server that says nothing is asked anyway. */
const listenMs = 3_000;
/** As often as a measurement of any length tells how far it is. */
const mostTold = 60;

/** What the server's side of a measurement prints while it runs. iperf3 tells the rate of each second, iperf 2 does not. */
export class ServerOutput {
  #tail = '';
  readonly #output: NodeJS.ReadableStream;

  constructor(output: NodeJS.ReadableStream) {
    this.#output = output.setEncoding('utf8');
    output.on('data', (text: string) => {
      this.#tail = (this.#tail + text).slice(-keptCharacters);
    });
  }

  /** Both tools say on their first lines that they listen. */
  async listening(signal: AbortSignal): Promise<void> {
    const heard = new AbortController();
    const look = () => /listening/i.test(this.#tail) && heard.abort();
    this.#output.on('data', look);
    await wait(listenMs, undefined, { signal: AbortSignal.any([signal, heard.signal]) }).catch(() => undefined);
    this.#output.off('data', look);
    signal.throwIfAborted();
  }

  /** Bits per second of the last interval, over all streams. */
  rate(streams: number): number | undefined {
    const reports = this.#tail.split('\n').flatMap((line) => readReport(line) ?? []);
    return reports.findLast(({ id }) => streams === 1 || id === 'sum')?.bitsPerSecond;
  }
}

/** Tells every second, of long measurements less often, how many seconds are left; until `measuring` is over. */
export async function countDown<T>(measuring: Promise<T>, seconds: number, tell: (left: number) => void): Promise<T> {
  const began = performance.now();
  const left = () => Math.max(0, Math.ceil(seconds - (performance.now() - began) / 1000));
  tell(seconds);
  const timer = setInterval(() => tell(left()), Math.max(1, seconds / mostTold) * 1000);
  try {
    return await measuring;
  } finally {
    clearInterval(timer);
  }
}
