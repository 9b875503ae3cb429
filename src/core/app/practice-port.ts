import type * as practice from '../practice/practice.ts';

/** The practice lab as the window uses it: the very functions of core; tests give others. */
export type PracticePort = Pick<
  typeof practice,
  | 'practiceDown'
  | 'practiceInstall'
  | 'practiceList'
  | 'practiceRequirements'
  | 'practiceReset'
  | 'practiceStart'
  | 'practiceStop'
  | 'practiceUp'
>;
