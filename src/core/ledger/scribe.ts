import { createInterface } from 'node:readline';
import { LabError } from '../../shared/errors.ts';
import type { Node, RemoteProcess } from '../remote/port.ts';
import { scribeScript } from './scribe-script.ts';

/** Seconds without a beat after which a lease may be taken over: three missed beats and a little. */
export const leaseLapseSeconds = 20;
const beatEveryMs = 5_000;

export const stateDirectory = (lab: string): string => `/var/lib/overlay-lab/${lab}`;

/** The unit of a member of etcd: of all that a lab writes outside its own folder, what stands longest. Its first line names the lab. */
export const labUnitPath = '/etc/systemd/system/overlay-lab-etcd.service';

/** The hand that writes: one process on the node, one request at a time. */
export class Scribe {
  readonly epoch: number;
  /** SHA-256 of the ledger when the lease was taken; empty where there was none. */
  readonly ledgerSum: string;
  readonly #node: Node;
  readonly #process: RemoteProcess;
  readonly #answers: AsyncIterator<string>;
  readonly #beat: NodeJS.Timeout;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(
    node: Node,
    process: RemoteProcess,
    answers: AsyncIterator<string>,
    lease: { epoch: number; ledgerSum: string },
  ) {
    this.#node = node;
    this.#process = process;
    this.#answers = answers;
    this.epoch = lease.epoch;
    this.ledgerSum = lease.ledgerSum;
    this.#beat = setInterval(() => void this.request('beat').catch(() => undefined), beatEveryMs);
    this.#beat.unref();
  }

  /** Takes the lab's lease on this node. Throws `held` where another app has it, unless told to take it over. */
  static async open(node: Node, lab: string, holder: string, options: { takeOver: boolean }): Promise<Scribe> {
    const mode = options.takeOver ? 'take' : 'ask';
    const words = [stateDirectory(lab), holder, mode, String(leaseLapseSeconds)];
    const process = await node.open(['sh', '-c', scribeScript, 'overlay-lab-scribe', ...words]);
    process.stdin.on('error', () => undefined);
    const answers = createInterface({ input: process.stdout, crlfDelay: Number.POSITIVE_INFINITY })[
      Symbol.asyncIterator
    ]();
    const [word, epoch, age, ...who] = (await next(node, answers)).split(' ');
    if (word === 'ok') return new Scribe(node, process, answers, { epoch: Number(epoch), ledgerSum: age ?? '' });
    await process.stop();
    if (word !== 'held')
      throw new LabError('command-failed', `The ledger cannot be written: ${[epoch, age, ...who].join(' ')}`, {
        node: node.name,
      });
    throw new LabError('held', `${who.join(' ') || 'Another app'} works on this lab (last sign of it ${age} s ago)`, {
      node: node.name,
      remedy: 'Wait for it to end, or take the lab over with --take-over: the other one then stops writing.',
    });
  }

  /** One request, answered when it is on the disk. Throws `held` when someone else took the lease over. */
  request(line: string): Promise<void> {
    const answer = this.#queue.then(async () => {
      this.#process.stdin.write(`${line}\n`);
      const text = await next(this.#node, this.#answers);
      if (text === 'ok') return;
      if (text === 'stale')
        throw new LabError('held', 'Another app took this lab over; nothing more is changed from here', {
          node: this.#node.name,
        });
      throw new LabError('command-failed', text.replace(/^error /, ''), { node: this.#node.name });
    });
    this.#queue = answer.catch(() => undefined);
    return answer;
  }

  /** Gives the lease back and ends the process. Never throws: a lost connection has ended both already. */
  async close(): Promise<void> {
    clearInterval(this.#beat);
    await this.request('release').catch(() => undefined);
    this.#process.stdin.end();
    await this.#process.ended.catch(() => undefined);
  }
}

async function next(node: Node, answers: AsyncIterator<string>): Promise<string> {
  const answer = await answers.next();
  if (answer.done) throw new LabError('unreachable', 'The connection to the ledger was lost', { node: node.name });
  return answer.value;
}
