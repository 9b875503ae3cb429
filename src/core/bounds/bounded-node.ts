import { texts, type Words } from '../../shared/texts/text.ts';
import { within } from '../gates/wait.ts';
import type { Node } from '../machine/port.ts';
import { dockerAsker } from './ask-docker.ts';
import { boundedDocker } from './bounded-docker.ts';
import { boundedProcess } from './bounded-process.ts';
import type { Bounds } from './bounds.ts';
import { afterCancel, deadlines } from './deadlines.ts';
import { Doubts } from './doubts.ts';
import { stalling } from './upload-stall.ts';

/** The same node, of which each call has a deadline and ends with `leave`: no step can forget to give them. */
export function boundedNode(node: Node, bounds: Bounds = {}): Node {
  const { leave, underWay } = bounds;
  const { name } = node;
  const doubts = new Doubts(node, bounds.slow);
  const wait = <T>(what: Words, ms: number, work: () => Promise<T>): Promise<T> => {
    const waiting = () =>
      doubts.about(what, () =>
        within({ what: texts.bounds.programOn({ what, node: name }), ms, signal: leave, node: name }, work),
      );
    return underWay ? underWay.during({ node: name, what }, waiting) : waiting();
  };
  const run = ({ timeout = 60_000 }: { timeout?: number | undefined } = {}) => timeout + deadlines.ending;
  return {
    ...node,
    run: (operation, args, how) => {
      const program = operation.program(args);
      const what = 'argv' in program ? nameOf(program.argv) : texts.bounds.aScript;
      return wait(what, run(program), () => node.run(operation, args, how));
    },
    converse: async (conversation, args, how) => {
      const called = nameOf(conversation.argv(args));
      const opened = await wait(called, deadlines.begin, () => node.converse(conversation, args, how));
      return boundedProcess(opened, wait, { node: name, name: called, leave });
    },
    dial: (host, port) => wait(texts.bounds.aConnection({ host, port }), deadlines.begin, () => node.dial(host, port)),
    shell: (options) => wait(texts.bounds.aTerminal, deadlines.begin, () => node.shell(options)),
    upload: (source, path, options) =>
      stalling(texts.bounds.theUpload({ path, node: name }), name, { leave, ...options }, (how) => {
        const uploading = () => node.upload(source, path, how);
        return underWay
          ? underWay.during({ node: name, what: texts.bounds.anUpload({ path }) }, uploading)
          : uploading();
      }),
    docker: boundedDocker(node.docker, dockerAsker(node, bounds, doubts)),
    dockerIfUp: boundedDocker(node.dockerIfUp, dockerAsker(node, bounds, doubts)),
    enoughSessions: () => wait(texts.bounds.fewPrograms, run(), () => node.enoughSessions()),
    settled: () => wait(texts.bounds.endOfPrograms, deadlines.begin, () => node.settled()).catch(() => undefined),
    close: async () => {
      const patience = leave?.aborted ? afterCancel.close : deadlines.close;
      const hurry = leave?.aborted ? undefined : leave;
      await within({ what: texts.bounds.closing({ node: name }), ms: patience, node: name, signal: hurry }, () =>
        node.close({ patience: patience / 3 }),
      ).catch(() => undefined);
    },
  };
}

function nameOf(argv: readonly string[]): Words {
  const words = argv[1] === '-c' ? argv[3] : argv.slice(0, 3).join(' ');
  if (words === undefined) return texts.bounds.aScript;
  return words.length > 60 ? `${words.slice(0, 57)}...` : words;
}
