import type { Outcome } from './run-suite.ts';

/** Growth that is too much. */
const mostBytes = 150 * 1024 * 1024;

export const isLeftOut = ({ tried, skipped }: Outcome): boolean => tried === 0 && skipped !== undefined;

const isShort = (outcome: Outcome): boolean => !isLeftOut(outcome) && outcome.tried < Math.max(1, outcome.least);

/** Also one that tried less than it promised; one that tried nothing has to say why. */
export function isBad(outcome: Outcome): boolean {
  const { accepted, crashed, hung, grown = 0 } = outcome;
  return accepted + crashed + hung > 0 || grown > mostBytes || isShort(outcome);
}

/** A table in Markdown, and below it whatever a suite had to say. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ name, tried, accepted, crashed, hung, grown, seconds }) => {
    const memory = grown === undefined ? 'not measured' : `+${Math.round(grown / 1024 / 1024)} MB`;
    return `| ${[name, tried, accepted, crashed, hung, memory, `${Math.round(seconds)} s`].join(' | ')} |`;
  });
  const notes = outcomes.flatMap((outcome) => {
    const { name, notes: said, skipped, tried, least } = outcome;
    const short = isShort(outcome) ? [`only ${tried} of ${least} were tried`] : [];
    return [...said, ...short, ...(skipped === undefined ? [] : [`left out: ${skipped}`])].map(
      (note) => `- ${name}: ${note}`,
    );
  });
  const head = ['| suite | tried | accepted | crashed | hung | memory | time |', '|---|---|---|---|---|---|---|'];
  return [...head, ...rows, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}
