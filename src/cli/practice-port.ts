import type * as practice from '../core/practice/practice.ts';

/** The practice lab as the commands use it: the very functions of core. */
export type PracticePort = Pick<
  typeof practice,
  | 'practiceDown'
  | 'practiceInstall'
  | 'practiceList'
  | 'practiceRequirements'
  | 'practiceReset'
  | 'practiceShell'
  | 'practiceStart'
  | 'practiceStop'
  | 'practiceUp'
>;
