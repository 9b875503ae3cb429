import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { entryOf, type Kind } from './who-may.ts';

/** Somebody who came through the door of a class. */
export interface Guest {
  who: 'instructor' | 'student';
  class: string;
  /** Of a student. */
  seat?: string;
  /** Cards of the labs that are theirs to use, as the class is now. */
  labs(): ReadonlySet<string>;
}

/** Which lab a thing belongs to that a call names by an id of its own; undefined where there is none. */
export type LabOf = Record<Exclude<Kind, 'lab' | 'class'>, (id: string) => string | undefined>;

/** The person whose app this is may ask everything; guests what who-may.ts lists for them. */
export type Rights = { who: 'owner' } | { who: 'guest'; guest: Guest; labOf: LabOf };

/**
 * The one place that decides what a guest may ask. Throws unless the procedure is listed for them, everything that the input
 * names is theirs, and nothing else is in it. Gives what of the answer is shown, where that is not all of it.
 */
export function admit(rights: Rights, procedure: string, input: unknown): ((answer: unknown) => unknown) | undefined {
  if (rights.who === 'owner') return undefined;
  const { guest, labOf } = rights;
  const entry = entryOf(procedure);
  if (!entry || !(entry.who === 'guests' || entry.who === `${guest.who}s`)) throw refused();
  const given = fieldsOf(input);
  const { names = {}, free = [] } = entry;
  for (const field of Object.keys(given)) if (!Object.hasOwn(names, field) && !free.includes(field)) throw refused();
  for (const [field, kind] of Object.entries(names)) {
    if (given[field] === undefined && entry.optional?.includes(field)) continue;
    if (!isTheirs(kind, given[field], guest, labOf)) throw refused();
  }
  const { shows } = entry;
  return shows && ((answer) => shows(answer, guest));
}

/** Whether something of this lab, of none where undefined, is theirs. */
export const isOf = ({ guest }: Extract<Rights, { who: 'guest' }>, lab: string | undefined): boolean =>
  lab !== undefined && guest.labs().has(lab);

function isTheirs(kind: Kind, id: unknown, guest: Guest, labOf: LabOf): boolean {
  if (typeof id !== 'string') return false;
  if (kind === 'class') return id === guest.class;
  const lab = kind === 'lab' ? id : labOf[kind](id);
  // One that is kept is looked for in the folder of its lab, which is named beside it.
  if (lab === undefined) return kind === 'keptRun';
  return guest.labs().has(lab);
}

/** Own fields alone, of a plain object alone. */
function fieldsOf(input: unknown): Record<string, unknown> {
  if (input === undefined || input === null) return {};
  if (typeof input !== 'object' || Object.getPrototypeOf(input) !== Object.prototype) throw refused();
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

const refused = () => new LabError('refused', texts.app.notForGuests, { remedy: texts.app.notForGuestsRemedy });
