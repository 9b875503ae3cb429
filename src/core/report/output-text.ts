import type { OutputView } from '../../shared/run/view.ts';
import { spoken } from '../../shared/texts/text.ts';

/** What stands below a command. */
export const outputText = ({ text }: OutputView): string => text.trimEnd() || spoken.report.printedNothing;
