import type { Problem } from '../../../../shared/run/steps.ts';

export const ok = (code: string, message: string): Problem => ({ level: 'ok', code, message });
