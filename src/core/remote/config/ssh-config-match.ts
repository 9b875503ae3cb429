import { type Cursor, listMatches, nextWord } from './ssh-config-words.ts';

/** What the conditions of a `Match` are judged by, as far as the files were read. */
export interface MatchFacts {
  /** HostName where one was set so far, else as it was asked for. */
  host: string;
  originalHost: string;
  user: string;
  localUser: string;
  /** The second reading, which a `final` anywhere in the files asks for. */
  final: boolean;
}

export interface Matched {
  holds: boolean;
  /** It asks for a second reading. */
  wantsFinal: boolean;
  /** All else held, and the answer hung on a condition that this app does not look at, such as `exec`. */
  unread?: string;
}

type Condition = (facts: MatchFacts, argument: string) => boolean;

const conditions: Partial<Record<string, Condition>> = {
  host: ({ host }, list) => listMatches(list.toLowerCase(), host.toLowerCase()),
  originalhost: ({ originalHost }, list) => listMatches(list.toLowerCase(), originalHost.toLowerCase()),
  user: ({ user }, list) => listMatches(list, user),
  localuser: ({ localUser }, list) => listMatches(list, localUser),
};

const none: Matched = { holds: false, wantsFinal: false };

/** As OpenSSH's match_cfg_line, but that a condition with `exec` never holds and nothing is run. */
export function matchLine(rest: string, facts: MatchFacts): Matched {
  const cursor: Cursor = { rest };
  let [holds, wantsFinal, count] = [true, false, 0];
  let unread: string | undefined;
  const end = (): Matched => ({ holds, wantsFinal, ...(unread !== undefined && holds && { unread, holds: false }) });
  for (let word = nextWord(cursor); word && !word.startsWith('#'); word = nextWord(cursor)) {
    const negated = word.startsWith('!');
    const attribute = word.slice(negated ? 1 : 0).toLowerCase();
    if (attribute === 'all') {
      const next = nextWord(cursor);
      if (count > 1 || (next && !next.startsWith('#'))) return none;
      holds &&= !negated;
      return end();
    }
    count += 1;
    if (attribute === 'final' || attribute === 'canonical') {
      wantsFinal ||= attribute === 'final';
      holds &&= facts.final !== negated;
      continue;
    }
    const argument = nextWord(cursor);
    if (!argument || argument.startsWith('#')) return none;
    const condition = conditions[attribute];
    if (condition) holds &&= condition(facts, argument) !== negated;
    else unread ??= attribute;
  }
  return count === 0 ? none : end();
}
