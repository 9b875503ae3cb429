import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../shared/wire/question.ts';
import { useQuestions } from '../../state/app-stores.ts';
import { ask } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { tellError } from '../../ui/tell-error.ts';
import { HostKeyQuestion } from './host-key-question.tsx';
import { LabFileQuestion } from './lab-file-question.tsx';
import { SecretQuestion } from './secret-question.tsx';

/** Core's questions, one after another, in the app's own frame: nothing that a node sends can look like this. */
export function QuestionDialog() {
  const { t } = useTranslation();
  const question = useQuestions(({ open }) => open[0]);
  const answer = (value: boolean | string | null, remember = false) => {
    if (!question) return;
    ask((client) => client.questions.answer({ id: question.id, answer: value, remember })).catch((thrown: unknown) => {
      // Another window was faster: then there is nothing more to say.
      if (reported(thrown).code !== 'not-found') tellError(thrown);
    });
  };
  return (
    <Modal
      opened={question !== undefined}
      onClose={() => answer(null)}
      title={question ? titleOf(question) : ''}
      closeButtonProps={{ 'aria-label': t('questions.decline') }}
      closeOnClickOutside={false}
      size="lg"
      zIndex={1000}
    >
      {question?.kind === 'host-key' && <HostKeyQuestion key={question.id} question={question} answer={answer} />}
      {question?.kind === 'lab-file' && <LabFileQuestion key={question.id} question={question} answer={answer} />}
      {question && question.kind !== 'host-key' && question.kind !== 'lab-file' && (
        <SecretQuestion key={question.id} question={question} answer={answer} />
      )}
    </Modal>
  );

  function titleOf(asked: Question): string {
    return t(`questions.title.${asked.kind}`, { node: asked.kind === 'lab-file' ? '' : asked.node });
  }
}
