import type { PracticePort as SharedPort } from '../core/app/practice-port.ts';
import type * as practice from '../core/practice/practice.ts';

/** The practice lab as the commands use it: also what a window has no need of. */
export type PracticePort = SharedPort & Pick<typeof practice, 'practiceShell'>;
