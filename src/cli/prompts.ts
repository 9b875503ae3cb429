import { noPrompts, type Prompts } from '../core/remote/auth/prompts.ts';
import { LabError } from '../shared/errors.ts';
import { stripUnsafe } from '../shared/text/strip-unsafe.ts';
import { spoken, texts } from '../shared/texts/text.ts';
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
      if (asking.isCancelled()) throw new LabError('cancelled', texts.cli.cancelledBefore);
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
          spoken.cli.newHostKey({ node, host, port }),
          `  ${type} ${fingerprint}`,
          ...(claimed ? [spoken.cli.keyClaimed] : []),
          spoken.cli.compareKey,
        ];
        io.stderr.write(`${lines.map(oneLine).join('\n')}\n`);
        return askYes(io, spoken.cli.keysMatch, asking.interrupted);
      }),
    password: ({ node, user, host, refused }) =>
      hidden(spoken.cli.passwordFor({ again: again(node, refused), user, node, host })),
    passphrase: ({ node, file }) => hidden(spoken.cli.passphraseFor({ file, node })),
    sudoPassword: ({ node, user, refused }) =>
      hidden(spoken.cli.sudoPasswordFor({ again: again(node, refused), user, node })),
  };
}

const again = (node: string, refused = false): string => (refused ? spoken.cli.notAccepted({ node }) : '');

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
    io.stderr.write(spoken.cli.typeYesOrNo);
  }
}

function oneLine(text: string): string {
  return stripUnsafe(text).replace(/[\n\t]/g, ' ');
}
