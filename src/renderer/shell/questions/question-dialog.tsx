import { Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../shared/wire/question.ts';
import { useCard, useQuestions } from '../../state/app-stores.ts';
import { ask } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { tellError } from '../../ui/tell-error.ts';
import { type AskedSecret, askedTogether } from './asked-together.ts';
import { HostKeyQuestion } from './host-key-question.tsx';
import { LabFileQuestion } from './lab-file-question.tsx';
import { SecretQuestion } from './secret-question.tsx';

/**
 * Core's questions, those of one lab that one answer serves together, in the app's own frame: nothing that a node sends
 * can look like this.
 */
export function QuestionDialog() {
  const { t } = useTranslation();
  const open = useQuestions((state) => state.open);
  const questions = askedTogether(open);
  const [first] = questions;
  const lab = useCard(first?.lab)?.name;
  const answer = (value: boolean | null) => answerAll(questions, value);
  return (
    <Modal
      opened={first !== undefined}
      onClose={() => answer(null)}
      title={first ? titleOf(first) : ''}
      closeButtonProps={{ 'aria-label': t('questions.decline') }}
      closeOnClickOutside={false}
      size="lg"
      zIndex={1000}
    >
      {first?.kind !== 'lab-file' && lab && (
        <Text fz="xs" c="dimmed" mb={6}>
          {t('questions.ofLab', { lab })}
        </Text>
      )}
      {first?.kind === 'host-key' && <HostKeyQuestion questions={questions.filter(isHostKey)} answer={answer} />}
      {first?.kind === 'lab-file' && <LabFileQuestion key={first.id} question={first} answer={answer} />}
      {first && isSecret(first) && (
        <SecretQuestion key={first.id} questions={questions.filter(isSecret)} answer={answerAll} />
      )}
    </Modal>
  );

  function titleOf(asked: Question): string {
    if (asked.kind === 'lab-file') return t('questions.title.lab-file');
    return t(`questions.title.${asked.kind}`, { node: asked.node, count: questions.length });
  }
}

function answerAll(questions: readonly Question[], value: boolean | string | null, remember = false): void {
  for (const { id } of questions)
    ask((client) => client.questions.answer({ id, answer: value, remember })).catch((thrown: unknown) => {
      // Another window was faster: then there is nothing more to say.
      if (reported(thrown).code !== 'not-found') tellError(thrown);
    });
}

const isHostKey = (question: Question): question is Extract<Question, { kind: 'host-key' }> =>
  question.kind === 'host-key';
const isSecret = (question: Question): question is AskedSecret =>
  question.kind !== 'host-key' && question.kind !== 'lab-file';
