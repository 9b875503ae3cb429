import type { TFunction } from 'i18next';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import type { LabFileFacts } from '../../../shared/wire/question.ts';

export interface Told {
  title: string;
  lines: { text: string; bad: boolean }[];
}

/**
 * What a lab file does, for a person to read: free of what could turn or hide its words, and first of all what it has no
 * business to do.
 */
export function toldOf(facts: LabFileFacts, t: TFunction): Told[] {
  const section = (title: string, texts: readonly string[], bad = false): Told => ({
    title,
    lines: texts.map((text) => ({ text: stripUnsafe(text), bad })),
  });
  const variable = ({ variable, to }: LabFileFacts['sends'][number]) =>
    t('questions.labFile.variable', { variable, to: to.join(', ') });
  const [ours, strange] = [facts.sends.filter((one) => one.ours), facts.sends.filter((one) => !one.ours)];
  const warned = strange.map((one) => `${variable(one)}. ${t('questions.labFile.strange')}`);
  const all = [
    section(t('questions.labFile.sends'), warned, true),
    section(
      t('questions.labFile.connects'),
      facts.connects.map(({ via, note, ...one }) =>
        [
          t(one.user ? 'questions.labFile.node' : 'questions.labFile.noUser', one),
          ...(via.length > 0 ? [t('questions.labFile.via', { hosts: via.join(', ') })] : []),
          ...(note ? [note] : []),
        ].join(', '),
      ),
    ),
    section(t('questions.labFile.sends'), ours.map(variable)),
    section(t('questions.labFile.identityFiles'), facts.identityFiles),
    section(t('questions.labFile.knownHosts'), facts.knownHosts),
    section(t('questions.labFile.writes'), facts.writes),
  ];
  return all.filter(({ lines }) => lines.length > 0);
}
