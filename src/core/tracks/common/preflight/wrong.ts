import type { Words } from '../../../../shared/texts/text.ts';
import type { Problem } from '../../../engine/step.ts';

const wrong =
  (level: 'warning' | 'error') =>
  (code: string, message: Words, remedy: Words, diagnosis?: number): Problem => ({
    level,
    code,
    message,
    remedy,
    ...(diagnosis !== undefined && { diagnosis }),
  });

/** Something on a node that stops a lab, and something that only may. */
export const error = wrong('error');
export const warning = wrong('warning');
