import type { OutputView } from '../../shared/run/view.ts';

/** What stands below a command. */
export const outputText = ({ text }: OutputView): string => text.trimEnd() || '(printed nothing)';
