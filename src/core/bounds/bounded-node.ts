import { within } from '../gates/wait.ts';
import type { Node, RemoteProcess } from '../machine/port.ts';
import { dockerAsker } from './ask-docker.ts';
import { boundedDocker } from './bounded-docker.ts';
import { boundedProcess } from './bounded-process.ts';
import type { Bounds } from './bounds.ts';
import { afterCancel, deadlines } from './deadlines.ts';
import { stalling } from './upload-stall.ts';

/** The same node, of which each call has a deadline and ends with `leave`: no step can forget to give them. */
export function boundedNode(node: Node, bounds: Bounds = {}): Node {
  const { leave, underWay } = bounds;
  const { name } = node;
  const wait = <T>(what: string, ms: number, work: () => Promise<T>): Promise<T> => {
    const waiting = () => within({ what: `${what} on ${name}`, ms, signal: leave, node: name }, work);
    return underWay ? underWay.during({ node: name, what }, waiting) : waiting();
  };
  const run = ({ timeout = 60_000 }: { timeout?: number | undefined } = {}) => timeout + deadlines.ending;
  return {
    ...node,
    exec: (argv, options) => wait(nameOf(argv), run(options), () => node.exec(argv, options)),
    script: (source, args, options) =>
      wait('a script of the app', run(options), () => node.script(source, args, options)),
    run: (operation, args, how) => {
      const program = operation.program(args);
      const what = 'argv' in program ? nameOf(program.argv) : 'a script of the app';
      return wait(what, run(program), () => node.run(operation, args, how));
    },
    converse: async (conversation, args, how) => {
      const called = nameOf(conversation.argv(args));
      const opened = await wait(called, deadlines.begin, () => node.converse(conversation, args, how));
      const about = { node: name, name: called, leave };
      return boundedProcess(opened, (what, ms, work) => wait(`${what} ${called}`, ms, work), about);
    },
    open: async (argv, options): Promise<RemoteProcess> => {
      const opened = await wait(nameOf(argv), deadlines.begin, () => node.open(argv, options));
      const about = { node: name, name: nameOf(argv), leave };
      return boundedProcess(opened, (what, ms, work) => wait(`${what} ${about.name}`, ms, work), about);
    },
    dial: (host, port) => wait(`a connection to ${host} port ${port}`, deadlines.begin, () => node.dial(host, port)),
    shell: (options) => wait('a terminal', deadlines.begin, () => node.shell(options)),
    upload: (source, path, options) =>
      stalling(`The upload of ${path} to ${name}`, name, { leave, ...options }, (how) => {
        const uploading = () => node.upload(source, path, how);
        return underWay ? underWay.during({ node: name, what: `an upload to ${path}` }, uploading) : uploading();
      }),
    docker: boundedDocker(node.docker, dockerAsker(node, bounds)),
    enoughSessions: () => wait('a few programs at a time', run(), () => node.enoughSessions()),
    settled: () => wait('the end of earlier programs', deadlines.begin, () => node.settled()).catch(() => undefined),
    close: async () => {
      const patience = leave?.aborted ? afterCancel.close : deadlines.close;
      const hurry = leave?.aborted ? undefined : leave;
      await within({ what: `closing the connection to ${name}`, ms: patience, node: name, signal: hurry }, () =>
        node.close({ patience: patience / 3 }),
      ).catch(() => undefined);
    },
  };
}

function nameOf(argv: readonly string[]): string {
  const words = argv[1] === '-c' ? (argv[3] ?? 'a script of the app') : argv.slice(0, 3).join(' ');
  return words.length > 60 ? `${words.slice(0, 57)}...` : words;
}
