import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { Guest, Kind, LabOf, Rights } from './rights.ts';
import { entryOf } from './who-may.ts';

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

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether something of this lab, of none where undefined, is theirs. */
export const isOf = ({ guest }: Extract<Rights, { who: 'guest' }>, lab: string | undefined): boolean =>
  lab !== undefined && guest.labs().has(lab);

function isTheirs(kind: Kind, id: unknown, guest: Guest, labOf: LabOf): boolean {
  if (typeof id !== 'string') return false;
  if (kind === 'class') return id === guest.class;
  const lab = kind === 'lab' ? id : labOf[kind](id);
  // One that is kept is looked for in the folder of its lab, which is named beside it.
  if (lab === undefined) return kind === 'keptRun' && uuid.test(id);
  return guest.labs().has(lab);
}

/** Own fields alone, of a plain object alone. */
function fieldsOf(input: unknown): Record<string, unknown> {
  if (input === undefined || input === null) return {};
  if (typeof input !== 'object' || Object.getPrototypeOf(input) !== Object.prototype) throw refused();
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

const refused = () => new LabError('refused', texts.app.notForGuests, { remedy: texts.app.notForGuestsRemedy });
