import type { contract } from '../../../shared/wire/contract.ts';
import type { Guest, Kind } from './rights.ts';
import * as shown from './shown-to-guests.ts';

export interface Entry {
  /** Who of those that came through the door of a class. */
  who: 'nobody' | 'instructors' | 'students' | 'guests';
  /** Fields of the input that name something, which must be theirs. */
  names?: Readonly<Record<string, Kind>>;
  /** Of these, those that may be absent. */
  optional?: readonly string[];
  /** All other fields that a guest may give: what they say stays within what is named. */
  free?: readonly string[];
  /** Fields that they must not give. */
  never?: readonly string[];
  /** What of the answer, or of each message of a stream, they are shown; all of it unless told. */
  // biome-ignore lint/suspicious/noExplicitAny: of each procedure another one, as the contract says.
  shows?: (answer: any, guest: Guest) => unknown;
}

type Contract = typeof contract;
export type Procedure = { [G in keyof Contract & string]: `${G}.${keyof Contract[G] & string}` }[keyof Contract &
  string];

const nobody: Entry = { who: 'nobody' };
const ofLab = (name: 'id' | 'lab', free: readonly string[] = []): Entry => ({
  who: 'guests',
  names: { [name]: 'lab' },
  free,
});
const instructor = (entry: Entry): Entry => ({ ...entry, who: 'instructors' });

const measuring = ['iperfSeconds', 'iperfStreams', 'iperfRepeats', 'iperfReverse'];

/** Each procedure of the contract. What is not here, nobody but the app's owner may ask; a test wants all to be here. */
export const whoMay: Readonly<Record<Procedure, Entry>> = {
  'app.info': { who: 'guests' },
  // Settings and files of the machine that serves.
  'app.settings': nobody,
  'app.bugReport': nobody,
  'app.saveSettings': nobody,

  'labs.list': { who: 'guests', shows: shown.cards },
  'labs.watch': { who: 'guests', shows: shown.cards },
  'labs.snapshot': ofLab('id'),
  'labs.typed': ofLab('id'),
  'labs.picture': ofLab('id'),
  'labs.store': ofLab('id'),
  'labs.addFile': nobody,
  'labs.addText': nobody,
  'labs.addForm': nobody,
  'labs.sshHosts': nobody,
  'labs.engines': nobody,
  'labs.chooseTrack': nobody,
  'labs.remove': nobody,
  'labs.waitAgain': instructor(ofLab('id')),
  'labs.stopWaiting': instructor(ofLab('id')),
  'labs.test': ofLab('id', ['node']),
  'labs.status': ofLab('id', ['quiet']),
  'labs.diagnose': ofLab('id'),

  'practice.requirements': nobody,
  'practice.install': nobody,
  'practice.up': nobody,
  'practice.start': nobody,
  'practice.stop': nobody,
  'practice.down': nobody,
  'practice.reset': nobody,

  'operations.watch': { who: 'guests', shows: shown.ofLabs },
  'operations.cancel': { who: 'guests', names: { id: 'operation' } },

  // Passwords and host keys are the business of who leads the class.
  'questions.watch': { who: 'instructors', shows: shown.ofLabs },
  'questions.answer': { who: 'instructors', names: { id: 'question' }, free: ['answer', 'remember'] },

  'lesson.commands': ofLab('lab'),

  'runs.start': {
    ...ofLab('lab', ['command', 'step', 'only', 'skip', 'depth', ...measuring]),
    // What others hold or need.
    never: ['takeOver', 'includeUnowned'],
  },
  'runs.cancel': { who: 'guests', names: { run: 'run' } },
  'runs.events': { who: 'guests', names: { lab: 'lab', run: 'keptRun' }, free: ['from'] },

  'report.export': { who: 'guests', names: { lab: 'lab', run: 'keptRun' }, optional: ['run'], free: ['format'] },

  // It takes minutes of the machine that all share.
  'compare.start': instructor(ofLab('lab', ['tracks', 'repeats', 'iperfSeconds'])),
  'compare.able': ofLab('lab'),
  'compare.kept': ofLab('lab'),

  'follow.start': ofLab('lab', ['question']),
  'drills.ask': ofLab('lab', ['question']),

  'classes.watch': { who: 'instructors', shows: shown.classes },
  'classes.act': {
    who: 'instructors',
    names: { class: 'class' },
    free: ['seats', 'command', 'to', 'depth'],
  },
  'classes.cancel': { who: 'instructors', names: { class: 'class' } },
  'classes.seat': { who: 'instructors', names: { class: 'class' }, free: ['seat', 'ask'] },

  // Seats are those of the class; what they show is looked at, and no more (create-core.ts).
  'classes.preview': { who: 'instructors', names: { class: 'class' }, free: ['seats', 'node', 'text', 'enter'] },
  // A preview of another class is none.
  'classes.write': { who: 'instructors', names: { class: 'class' }, free: ['preview'] },
  'classes.terminals': { who: 'instructors', names: { class: 'class' }, free: ['seat'] },

  'guest.watch': { who: 'guests' },
  'guest.raiseHand': { who: 'students', free: ['up'] },

  'terminals.open': ofLab('lab', ['node', 'container', 'cols', 'rows']),
  'terminals.close': { who: 'guests', names: { terminal: 'terminal' } },
  'terminals.left': { who: 'guests', shows: shown.ofLabs },
  'terminals.keep': ofLab('lab', ['tabs']),
};

export const entryOf = (procedure: string): Entry | undefined =>
  Object.hasOwn(whoMay, procedure) ? whoMay[procedure as Procedure] : undefined;
