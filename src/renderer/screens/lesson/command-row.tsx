import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSnapshots } from '../../state/snapshots.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { sentSince, typedKey, useTypedCommands } from '../terminals/typed-commands.ts';
import { putIntoTerminal } from './put-into-terminal.ts';
import classes from './step-commands.module.css';

interface Props {
  lab: string;
  node: string;
  command: string;
  /** To be typed next. */
  isNext?: boolean;
}

export function CommandRow({ lab, node, command, isNext }: Props) {
  const { t } = useTranslation();
  const takenBackAt = useSnapshots(({ byLab }) => byLab[lab]?.takenBackAt);
  const sent = useTypedCommands((state) => sentSince(state[lab]?.[typedKey(node, command)], takenBackAt));
  const mark = sent ?? (isNext ? 'next' : undefined);
  const put = t('lesson.put', { node });
  return (
    <div className={classes.command} data-mark={mark}>
      <pre className="mono">
        <code>{breakable(command)}</code>
      </pre>
      {mark && <span className={classes.mark}>{t(`lesson.typed.${mark}`)}</span>}
      <CopyButton text={command} label={t('lesson.copy', { node })} />
      <Tooltip label={put}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          aria-label={`${put}: ${command.split('\n')[0]}`}
          onClick={() => putIntoTerminal({ lab, node, command })}
        >
          <Icon name="terminals" size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** Lines break between words and behind commas, never within an option; what is copied stays as it is. */
function breakable(command: string): ReactNode {
  return command.split(/(\s+|(?<=,))/).map((part, index) =>
    /^\s*$/.test(part) ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text that never changes
      <span key={index} className={classes.word}>
        {part}
      </span>
    ),
  );
}
