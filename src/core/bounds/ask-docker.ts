import { LabError } from '../../shared/errors.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { within } from '../gates/wait.ts';
import type { Node } from '../machine/port.ts';
import { type AskDocker, withSignal } from './bounded-docker.ts';
import type { Bounds } from './bounds.ts';
import { deadlines } from './deadlines.ts';
import { type SilenceCause, silenceOf } from './docker-silence.ts';
import type { Doubts } from './doubts.ts';

const looks = /(^|\.)(list|info|version|inspect|ping)/;

/**
 * How each request to the engine of a node is waited for: with a deadline, a look for the cause while it is late, and less
 * patience with an engine that has just not answered, so that a run of many requests does not wait for each.
 */
export function dockerAsker(node: Node, { leave, underWay }: Bounds, doubts: Doubts): AskDocker {
  /** Kinds of requests that were not answered, and no later one of theirs either. */
  const silent = new Set<string>();
  const gaveUp = (name: string, ms: number, cause: SilenceCause | undefined) => {
    silent.add(name);
    return silence(node.name, name, ms, cause);
  };
  const stillThere = async () => {
    if (silent.size === 0) return;
    const wait = { what: '', ms: deadlines.again, signal: leave };
    await within(wait, (signal) => withSignal(node.docker, signal).ping()).catch(async (error: unknown) => {
      if (!isLate(error)) return; // it says something: the request itself will tell
      const found = await silenceOf(node);
      throw gaveUp('ping', deadlines.again, found === 'mute' ? undefined : found);
    });
  };
  const waited = async <T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    await stillThere();
    const ms = silent.has(name) ? deadlines.again : looks.test(name) ? deadlines.look : deadlines.change;
    let cause: SilenceCause | undefined;
    try {
      const answer = await within({ what: '', ms, signal: leave, node: node.name }, (signal) =>
        doubted(work(signal), signal, async () => {
          const found = await silenceOf(node);
          // Then it is not Docker of which one should think.
          if (found === 'mute') return doubts.late(silent, texts.bounds.nodeMute({ node: node.name }));
          cause = found;
          const { message, remedy = '' } = silence(node.name, name, deadlines.doubt, cause).words;
          doubts.late(silent, texts.bounds.withRemedy({ message, remedy }));
          if (cause?.isCertain) throw gaveUp(name, deadlines.doubt, cause);
        }),
      );
      silent.clear();
      doubts.over(silent);
      checkShape(node.name, name, answer);
      return answer;
    } catch (error) {
      throw isLate(error) ? gaveUp(name, ms, cause) : error;
    }
  };
  return (name, work) => {
    const wait = { node: node.name, what: texts.bounds.dockerRequest({ name }) };
    return underWay ? underWay.during(wait, () => waited(name, work)) : waited(name, work);
  };
}

/** The steps read these without a further look. */
function checkShape(node: string, name: string, answer: unknown): void {
  const isRecord = (one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one);
  const isList = /^list(Containers|Networks|Images)$/.test(name);
  const isRight = isList
    ? Array.isArray(answer) && answer.every(isRecord)
    : !/(^info|^version|^listVolumes|inspect)$/.test(name) || (isRecord(answer) && !Buffer.isBuffer(answer));
  if (!isRight)
    throw new LabError('docker-failed', texts.bounds.dockerAnswerInvalid({ node, name }), {
      node,
      remedy: texts.bounds.dockerAnswerInvalidRemedy({ node }),
    });
}

const isLate = (error: unknown) => error instanceof LabError && error.code === 'time-out' && !error.details.remedy;

/** The work; while it is late, `doubt` is asked, which may know that waiting has no point. */
async function doubted<T>(work: Promise<T>, signal: AbortSignal, doubt: () => Promise<void>): Promise<T> {
  if (signal.aborted) return work;
  let timer: NodeJS.Timeout | undefined;
  const pointless = new Promise<never>((_, reject) => {
    timer = setTimeout(() => void doubt().catch(reject), deadlines.doubt);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
  try {
    return await Promise.race([work, pointless]);
  } finally {
    clearTimeout(timer);
  }
}

function sentence(node: string, name: string, ms: number, cause: SilenceCause | undefined): Words {
  const why = cause ? texts.bounds.because({ why: cause.why }) : '';
  return texts.bounds.dockerSilent({ node, seconds: ms / 1000, name, why });
}

function silence(node: string, name: string, ms: number, cause: SilenceCause | undefined): LabError {
  return new LabError('time-out', sentence(node, name, ms, cause), {
    node,
    remedy: cause?.remedy ?? texts.bounds.dockerSilentRemedy({ node }),
  });
}
