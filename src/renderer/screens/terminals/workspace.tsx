import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { Icon } from '../../ui/icon.tsx';
import { NewTerminal } from './new-terminal.tsx';
import { NoTerminals } from './no-terminals.tsx';
import { TabBar } from './tab-bar.tsx';
import { TerminalPane } from './terminal-pane.tsx';
import classes from './terminals.module.css';
import { useTerminals } from './terminals-store.ts';
import type { WorkspaceProps } from './workspace-props.ts';

export default function Workspace({ card, compact, onClose }: WorkspaceProps) {
  const { t } = useTranslation();
  const layout = useTerminals(({ layouts }) => layouts[card.id]);
  const active = layout?.tabs.find(({ id }) => id === layout.active);
  return (
    <section className={classes.workspace} aria-label={t('terminals.title')}>
      <div className={classes.bar}>
        {layout && layout.tabs.length > 0 && <TabBar lab={card.id} layout={layout} />}
        <NewTerminal card={card} compact={compact} />
        {compact && !active && (
          <Text fz="sm" c="dimmed">
            {t('terminals.title')}
          </Text>
        )}
        {onClose && (
          <Tooltip label={t('terminals.hide')}>
            <ActionIcon variant="subtle" color="gray" ml="auto" aria-label={t('terminals.hide')} onClick={onClose}>
              <Icon name="cross" size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {active ? (
        <div role="tabpanel" id="terminal-panel" aria-labelledby={`tab-${active.id}`} className={classes.panes}>
          <Group key={active.id + active.direction} orientation={active.direction} id={`tab-${active.id}-panes`}>
            {active.panes.map((key, index) => (
              <Fragment key={key}>
                {index > 0 && <Separator className={classes.separator} aria-label={t('terminals.separator')} />}
                <Panel id={key} minSize="12%">
                  <TerminalPane card={card} session={key} count={active.panes.length} />
                </Panel>
              </Fragment>
            ))}
          </Group>
        </div>
      ) : (
        <NoTerminals card={card} />
      )}
    </section>
  );
}
