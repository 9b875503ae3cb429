import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { openContextMenu } from '../../ui/context-menu.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { askToClose } from './ask-to-close.ts';
import { mostPanes } from './layout.ts';
import { MistakeNote } from './mistake-note.tsx';
import { paneActions } from './pane-actions.ts';
import { SearchBar } from './search-bar.tsx';
import { useSearch } from './search-store.ts';
import { sessionName } from './session-name.ts';
import type { TerminalSession } from './terminal-session.ts';
import { TerminalView } from './terminal-view.tsx';
import classes from './terminals.module.css';
import { openTerminal, sessionOf, useTerminals } from './terminals-store.ts';
import { useMistake } from './use-mistake.ts';

interface Props {
  card: LabCard;
  session: string;
  count: number;
}

/** One terminal with its name, what can be done with it, and how it ended. */
export function TerminalPane({ card, session: key, count }: Props) {
  const { t } = useTranslation();
  const info = useTerminals((state) => state.info[key]);
  const session = sessionOf(key);
  const searching = useSearch(({ open }) => open !== undefined && open === session?.made.terminal);
  if (!info || !session) return null;
  const { lab, node, container, state, reason } = info;
  const splitTo = (direction: 'horizontal' | 'vertical') => openTerminal({ lab, node, container }, { key, direction });
  const name = sessionName(info);
  const actions = () => paneActions({ key, made: session.made, split: count < mostPanes ? splitTo : undefined });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same actions have buttons and keys
    <div className={classes.pane} onContextMenu={(event) => openContextMenu(event, actions())}>
      <div className={classes.head}>
        <Text component="span" fz={12.5} fw={600} mr="auto" truncate>
          {name}
          {state === 'opening' && ` – ${t('terminals.opening')}`}
        </Text>
        <PaneButton
          icon="search"
          label={t('terminals.search', { name })}
          act={() => useSearch.setState({ open: session.made.terminal })}
        />
        {count < mostPanes && (
          <>
            <PaneButton
              icon="splitRight"
              label={t('terminals.splitRight', { name })}
              act={() => splitTo('horizontal')}
            />
            <PaneButton icon="splitDown" label={t('terminals.splitDown', { name })} act={() => splitTo('vertical')} />
          </>
        )}
        <PaneButton icon="cross" label={t('terminals.close', { name })} act={() => askToClose(key)} />
      </div>
      {searching && <SearchBar made={session.made} />}
      <TerminalView key={key} session={session} name={name} />
      <div role="status">
        {(state === 'ended' || state === 'lost') && (
          <div className={classes.note}>
            <span>
              {t(`terminals.${state}`)} {reason && stripUnsafe(reason)}
            </span>
            {state === 'ended' && (
              <Button size="compact-xs" color="yellow.9" onClick={() => void session.connect()}>
                {t('terminals.again')}
              </Button>
            )}
          </div>
        )}
        <Noticed card={card} session={session} />
      </div>
    </div>
  );
}

function Noticed({ card, session }: { card: LabCard; session: TerminalSession }) {
  const mistake = useMistake(card, session);
  return mistake && <MistakeNote card={card} mistake={mistake} />;
}

function PaneButton({ icon, label, act }: { icon: IconName; label: string; act: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="transparent" size={26} aria-label={label} onClick={act}>
        <Icon name={icon} size={15} />
      </ActionIcon>
    </Tooltip>
  );
}
