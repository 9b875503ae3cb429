import { Group, NumberInput, type NumberInputProps, SimpleGrid, Stack, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/wire/settings.ts';
import { saveSettings, useSettings } from '../../state/app-stores.ts';
import { ask } from '../../state/connection.ts';
import { Card } from '../../ui/card.tsx';
import { Choice } from '../../ui/choice.tsx';
import { ScreenTitle } from '../../ui/screen-title.tsx';
import { tellError } from '../../ui/tell-error.ts';
import { fontStack } from '../terminals/font-stack.ts';
import { KeyList } from './key-list.tsx';
import { TerminalFont } from './terminal-font.tsx';

const themes = ['light', 'dark', 'auto'] as const;

export default function SettingsScreen() {
  const { t } = useTranslation();
  const settings = useSettings();
  const info = useQuery({ queryKey: ['info'], queryFn: () => ask((client) => client.app.info()) }).data;
  const save = (change: Partial<Settings>) => void saveSettings(change).catch(tellError);
  return (
    <div className="screen" style={{ maxWidth: 1080 }}>
      <ScreenTitle title={t('settings.title')} text={t('settings.text')} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing={16} style={{ alignItems: 'start' }}>
        <Stack gap={16}>
          <Card id="look" title={t('settings.look')} mb={10}>
            <Choice
              id="theme"
              label={t('settings.theme')}
              options={themes.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
              value={settings.theme}
              onChange={(theme) => save({ theme })}
            />
          </Card>
          <Card id="terminal" title={t('settings.terminal')} mb={10}>
            <Group gap={12} wrap="nowrap" align="flex-start">
              {settings.loaded && (
                <TerminalFont value={settings.terminalFont} onChange={(terminalFont) => save({ terminalFont })} />
              )}
              <Count
                w={110}
                label={t('settings.fontSize')}
                range={[8, 32]}
                value={settings.terminalFontSize}
                onCount={(terminalFontSize) => save({ terminalFontSize })}
              />
            </Group>
            <pre
              className="code-block"
              style={{
                margin: '10px 0',
                fontFamily: fontStack(settings.terminalFont),
                fontSize: settings.terminalFontSize,
              }}
            >
              root@node1:~# docker network ls
            </pre>
            <Switch
              label={t('settings.screenReader')}
              description={t('settings.screenReaderText')}
              checked={settings.screenReader}
              onChange={(event) => save({ screenReader: event.currentTarget.checked })}
            />
          </Card>
          <Card id="measuring" title={t('settings.measuring')} mb={10}>
            <Count
              label={t('settings.iperfSeconds')}
              description={t('settings.iperfText')}
              range={[1, 3600]}
              value={settings.iperfSeconds}
              onCount={(iperfSeconds) => save({ iperfSeconds })}
            />
          </Card>
        </Stack>
        <Stack gap={16}>
          <KeyList />
          {info && (
            <Card id="about" title={t('settings.about')} mb={6}>
              <Text fz="sm">{t('settings.version', info)}</Text>
            </Card>
          )}
        </Stack>
      </SimpleGrid>
    </div>
  );
}

type CountProps = Omit<NumberInputProps, 'onChange'> & { range: [number, number]; onCount: (count: number) => void };

/** Says only what is within its range: a number that is being typed may not be there yet. */
const Count = ({ range: [min, max], onCount, ...props }: CountProps) => (
  <NumberInput
    {...props}
    min={min}
    max={max}
    clampBehavior="strict"
    onChange={(count) => typeof count === 'number' && count >= min && onCount(count)}
  />
);
