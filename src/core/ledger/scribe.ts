import { createInterface } from 'node:readline';
import { LabError, toLabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { within } from '../gates/wait.ts';
import { tellAsked } from '../machine/asked.ts';
import { labsDirectory, stateDirectory } from '../machine/own-directory.ts';
import type { Conversation, Node, RemoteProcess } from '../machine/port.ts';
import { scribeScript } from './scribe-script.ts';

/** Seconds without a beat after which a lease may be taken over: three missed beats and a little. */
export const leaseLapseSeconds = 20;
const beatEveryMs = 5_000;
const remedy = texts.ledger.diskRemedy;

/** Takes the lease, and then answers a request a line. */
export const ledgerWriter: Conversation<{ lab: string; holder: string; takeOver: boolean }> = {
  name: 'ledger.write',
  argv({ lab, holder, takeOver }) {
    const words = [stateDirectory(lab), holder, takeOver ? 'take' : 'ask', String(leaseLapseSeconds)];
    return ['sh', '-c', scribeScript, 'overlay-lab-scribe', ...words];
  },
};

/** The hand that writes: one process on the node, which answers requests in their order. */
export class Scribe {
  readonly epoch: number;
  /** What the lease on the node begins with, for as long as it is this one's. */
  readonly lease: string;
  /** SHA-256 of the ledger when the lease was taken; empty where there was none. */
  readonly ledgerSum: string;
  readonly #node: Node;
  readonly #process: RemoteProcess;
  readonly #answers: AsyncIterator<string>;
  readonly #beat: NodeJS.Timeout;
  #queue: Promise<unknown> = Promise.resolve();
  /** Why nothing is asked any more. */
  #silent: LabError | undefined;

  private constructor(
    node: Node,
    process: RemoteProcess,
    answers: AsyncIterator<string>,
    { epoch, pid, start, ledgerSum }: { epoch: string; pid: string; start: string; ledgerSum: string },
  ) {
    this.#node = node;
    this.#process = process;
    this.#answers = answers;
    this.epoch = Number(epoch);
    this.lease = `${epoch} ${pid} ${start}`;
    this.ledgerSum = ledgerSum;
    this.#beat = setInterval(() => void this.request('beat').catch(() => undefined), beatEveryMs);
    this.#beat.unref();
  }

  /** Takes the lab's lease on this node. Throws `held` where another app has it, unless told to take it over. */
  static async open(node: Node, lab: string, holder: string, options: { takeOver: boolean }): Promise<Scribe> {
    const process = await node.converse(ledgerWriter, { lab, holder, takeOver: options.takeOver });
    process.stdin.on('error', () => undefined);
    const answers = createInterface({ input: process.stdout, crlfDelay: Number.POSITIVE_INFINITY })[
      Symbol.asyncIterator
    ]();
    const first = await next(node, answers).catch((error: unknown) => {
      process.stop().catch(() => undefined); // it is not waited for a second time
      throw error;
    });
    const [word, epoch = '', age = '', ...who] = first.split(' ');
    const [start = '', ledgerSum = ''] = who;
    if (word === 'ok') return new Scribe(node, process, answers, { epoch, pid: age, start, ledgerSum });
    await process.stop();
    if (word === 'refused') throw notOurs(node.name, [epoch, age, ...who].join(' '));
    if (word !== 'held')
      throw new LabError('command-failed', texts.ledger.notWritten({ why: [epoch, age, ...who].join(' ') }), {
        node: node.name,
      });
    throw new LabError(
      'held',
      texts.ledger.held({ holder: who.join(' ') || texts.ledger.anotherApp, seconds: age || '?' }),
      {
        node: node.name,
        remedy: texts.ledger.heldRemedy,
      },
    );
  }

  /**
   * One request, sent at once, and answered when it is on the disk; gives what it says. Throws `held` when someone else took the
   * lease over. Behind one that failed no record is written.
   */
  request(line: string): Promise<string> {
    if (!this.#silent) {
      tellAsked(this.#node.name, `ledger ${line.split(' ', 1).join()}`);
      this.#process.stdin.write(`${line}\n`);
      // A record is a beat too.
      if (line.startsWith('put ')) this.#beat.refresh();
    }
    const answer = this.#queue.then(async () => {
      if (this.#silent) throw this.#silent;
      const text = await next(this.#node, this.#answers).catch((error: unknown) => {
        // What it still answers would be taken for the answer to another request.
        this.#silent = toLabError(error);
        throw this.#silent;
      });
      if (text === 'ok' || text.startsWith('ok ')) return text.slice(3);
      if (text === 'stale')
        throw new LabError('held', texts.ledger.takenOver, {
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
    // Its answer is its end. It comes behind what was asked before; one that is silent will not give anything back either: its
    // end takes the lease with it.
    this.#process.stdin.end(this.#silent ? '' : 'release\n');
    await this.#queue;
    const wait = { what: texts.ledger.writersEnd, ms: endMs, node: this.#node.name };
    await within(wait, () => this.#process.ended).catch(() => void this.#process.stop().catch(() => undefined));
  }
}

/** What is in the place of the lab's directory is somebody else's: nothing is read, written or removed there. */
export function notOurs(node: string, why: string): LabError {
  return new LabError('refused', why, {
    node,
    remedy: texts.ledger.notOursRemedy({ node, directory: labsDirectory }),
  });
}

/** A disk that is being written to its end, or a lock that a dying writer still has, may take a moment. */
const answerMs = 30_000;
const endMs = 5000;

async function next(node: Node, answers: AsyncIterator<string>): Promise<string> {
  const wait = { what: texts.ledger.writerOn({ node: node.name }), ms: answerMs, node: node.name, remedy };
  const answer = await within(wait, () => answers.next());
  if (answer.done) throw new LabError('unreachable', texts.ledger.connectionLost, { node: node.name });
  return answer.value;
}
