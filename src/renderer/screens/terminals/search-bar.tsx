import { ActionIcon, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import type { MadeTerminal } from './make-terminal.ts';
import { useSearch } from './search-store.ts';
import classes from './terminals.module.css';

const decorations = {
  matchBackground: '#5f4b00',
  matchOverviewRuler: '#ffd43b',
  activeMatchBackground: '#b58900',
  activeMatchColorOverviewRuler: '#ff922b',
};

/** Enter: further up. Shift+Enter: further down. Escape: back to the terminal. */
export function SearchBar({ made: { search, terminal } }: { made: MadeTerminal }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [found, setFound] = useState({ at: -1, count: 0 });
  useEffect(() => {
    const listening = search.onDidChangeResults(({ resultIndex, resultCount }) =>
      setFound({ at: resultIndex, count: resultCount }),
    );
    return () => {
      listening.dispose();
      search.clearDecorations();
    };
  }, [search]);
  const close = () => {
    useSearch.setState({ open: undefined });
    terminal.focus();
  };
  const look = (forward: boolean, what = text, incremental = false) =>
    forward
      ? search.findNext(what, { decorations, incremental })
      : search.findPrevious(what, { decorations, incremental });
  return (
    <search className={classes.search}>
      <TextInput
        size="xs"
        w={200}
        autoFocus
        aria-label={t('terminals.searchFor')}
        placeholder={t('terminals.searchFor')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          look(false, event.currentTarget.value, true);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') look(event.shiftKey);
          if (event.key === 'Escape') close();
        }}
      />
      <Text fz="xs" miw={52} role="status">
        {text && t('terminals.found', { at: found.at + 1, count: found.count })}
      </Text>
      <ActionIcon variant="subtle" color="gray" aria-label={t('terminals.closeSearch')} onClick={close}>
        <Icon name="cross" size={15} />
      </ActionIcon>
    </search>
  );
}
