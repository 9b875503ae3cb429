import type { Words } from '../../../../shared/texts/text.ts';
import type { Problem } from '../../../engine/step.ts';

export const ok = (code: string, message: Words): Problem => ({ level: 'ok', code, message });
