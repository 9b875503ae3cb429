import { Group, NumberInput, SegmentedControl, Select, SimpleGrid, Stack, Switch, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../shared/settings.ts';
import { ScreenTitle } from '../frame/screen-title.tsx';
import { tellError } from '../frame/tell-error.ts';
import { saveSettings, useSettings } from '../state/app-stores.ts';
import { ask } from '../state/connection.ts';
import { fontStack } from '../terminals/font-stack.ts';
import { KeyList } from './key-list.tsx';
import { TerminalFont } from './terminal-font.tsx';

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
          <section className="card" aria-labelledby="look">
            <Title order={2} fz={17} mb={10} id="look">
              {t('settings.look')}
            </Title>
            <Text fz="sm" fw={600} mb={4} id="theme">
              {t('settings.theme')}
            </Text>
            <SegmentedControl
              aria-labelledby="theme"
              value={settings.theme}
              onChange={(theme) => save({ theme: theme })}
              data={(['light', 'dark', 'auto'] as const).map((value) => ({
                value,
                label: t(`settings.themes.${value}`),
              }))}
            />
            <Select
              mt={14}
              label={t('settings.language')}
              description={t('settings.languageText')}
              data={[{ value: 'en', label: 'English' }]}
              value={settings.language}
              allowDeselect={false}
              onChange={(language) => language && save({ language: language })}
            />
          </section>
          <section className="card" aria-labelledby="terminal">
            <Title order={2} fz={17} mb={10} id="terminal">
              {t('settings.terminal')}
            </Title>
            <Group gap={12} wrap="nowrap" align="flex-start">
              {settings.loaded && (
                <TerminalFont value={settings.terminalFont} onChange={(terminalFont) => save({ terminalFont })} />
              )}
              <NumberInput
                w={110}
                label={t('settings.fontSize')}
                min={8}
                max={32}
                value={settings.terminalFontSize}
                clampBehavior="strict"
                onChange={(size) => typeof size === 'number' && size >= 8 && save({ terminalFontSize: size })}
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
          </section>
          <section className="card" aria-labelledby="measuring">
            <Title order={2} fz={17} mb={10} id="measuring">
              {t('settings.measuring')}
            </Title>
            <NumberInput
              label={t('settings.iperfSeconds')}
              description={t('settings.iperfText')}
              min={1}
              max={3600}
              value={settings.iperfSeconds}
              clampBehavior="strict"
              onChange={(seconds) => typeof seconds === 'number' && seconds >= 1 && save({ iperfSeconds: seconds })}
            />
          </section>
        </Stack>
        <Stack gap={16}>
          <KeyList />
          {info && (
            <section className="card" aria-labelledby="about">
              <Title order={2} fz={17} mb={6} id="about">
                {t('settings.about')}
              </Title>
              <Text fz="sm">{t('settings.version', info)}</Text>
            </section>
          )}
        </Stack>
      </SimpleGrid>
    </div>
  );
}
