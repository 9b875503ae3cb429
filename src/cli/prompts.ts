import { stripUnsafe } from '../core/measure/format.ts';
import { noPrompts, type Prompts } from '../core/remote/prompts.ts';
import { LabError } from '../shared/errors.ts';
import { askLine, canAsk } from './ask.ts';
import type { Io } from './io.ts';

export interface Asking {
  /** Runs one question while nothing else writes to the terminal. */
  whileAsking: <T>(ask: () => Promise<T>) => Promise<T>;
  interrupted: () => void;
  /** After a Ctrl-C no further question is asked. */
  isCancelled: () => boolean;
}

/** Questions on the terminal, one at a time: nodes are connected to in parallel, a person answers in turn. */
export function terminalPrompts(io: Io, asking: Asking): Prompts {
  if (!canAsk(io)) return noPrompts;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(ask: () => Promise<T>): Promise<T> => {
    const turn = last.then(() => {
      if (asking.isCancelled()) throw new LabError('cancelled', 'The question was not asked any more');
      return asking.whileAsking(ask);
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  const hidden = (question: string) =>
    inTurn(() => askLine(io, `${oneLine(question)}: `, { hidden: true, interrupted: asking.interrupted }));
  return {
    acceptHostKey: ({ node, host, port, type, fingerprint }) =>
      inTurn(async () => {
        const lines = [
          `${node} (${host}, port ${port}) shows a host key that was never seen before:`,
          `  ${type} ${fingerprint}`,
          'Compare it with the one that the machine itself shows (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub).',
        ];
        io.stderr.write(`${lines.map(oneLine).join('\n')}\n`);
        return askYes(io, 'Is it the right one? Type yes or no: ', asking.interrupted);
      }),
    password: ({ node, user, host, refused }) =>
      hidden(`${again(node, refused)}Password of ${user} on ${node} (${host})`),
    passphrase: ({ node, file }) => hidden(`Passphrase of ${file}, for ${node}`),
    sudoPassword: ({ node, user, refused }) => hidden(`${again(node, refused)}sudo password of ${user} on ${node}`),
  };
}

const again = (node: string, refused = false): string => (refused ? `${node} did not take that password. ` : '');

/** Asks until it is one of the two words: neither may be an accident. */
export async function askYes(
  io: Pick<Io, 'stdin' | 'stderr'>,
  question: string,
  interrupted?: () => void,
): Promise<boolean> {
  for (;;) {
    const answer = (await askLine(io, question, { interrupted })).trim().toLowerCase();
    if (answer === 'yes') return true;
    if (answer === 'no') return false;
    io.stderr.write("Please type 'yes' or 'no'.\n");
  }
}

function oneLine(text: string): string {
  return stripUnsafe(text).replace(/[\n\t]/g, ' ');
}
