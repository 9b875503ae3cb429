/** What an input can name. A run that is no longer in memory is looked for in its lab's own folder alone. */
export type Kind = 'lab' | 'run' | 'keptRun' | 'terminal' | 'operation' | 'question' | 'class';

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

/** Whose a terminal is: who leads a class uses none of a student's, and looks at it at most. */
export const openerOf = ({ who, seat = '' }: Pick<Guest, 'who' | 'seat'>): string => `${who} ${seat}`;
