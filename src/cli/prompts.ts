import { noPrompts, type Prompts } from '../core/remote/auth/prompts.ts';
import { LabError } from '../shared/errors.ts';
import { stripUnsafe } from '../shared/text/strip-unsafe.ts';
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
      if (asking.isCancelled()) throw new LabError('cancelled', 'Cancelled before the question was asked');
      return asking.whileAsking(ask);
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  const hidden = (question: string) =>
    inTurn(() => askLine(io, `${oneLine(question)}: `, { hidden: true, interrupted: asking.interrupted }));
  return {
    acceptHostKey: ({ node, host, port, type, fingerprint, claimed }) =>
      inTurn(async () => {
        const lines = [
          `${node} (${host}, port ${port}) presents a new host key:`,
          `  ${type} ${fingerprint}`,
          ...(claimed
            ? ['The known_hosts file that came with the lab file lists this key; that alone proves nothing.']
            : []),
          'Compare it with what the machine itself shows (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub).',
        ];
        io.stderr.write(`${lines.map(oneLine).join('\n')}\n`);
        return askYes(io, 'Do they match? Type yes or no: ', asking.interrupted);
      }),
    password: ({ node, user, host, refused }) =>
      hidden(`${again(node, refused)}Password for ${user} on ${node} (${host})`),
    passphrase: ({ node, file }) => hidden(`Passphrase for ${file}, used for ${node}`),
    sudoPassword: ({ node, user, refused }) => hidden(`${again(node, refused)}sudo password for ${user} on ${node}`),
  };
}

const again = (node: string, refused = false): string => (refused ? `${node} did not accept that password. ` : '');

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
