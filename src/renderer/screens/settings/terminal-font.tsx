import { Autocomplete } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsSchema } from '../../../shared/wire/settings.ts';

/** Fonts for terminals that systems bring along or people install; any other one can be named. */
const known = [
  'Cascadia Mono',
  'Consolas',
  'DejaVu Sans Mono',
  'Fira Code',
  'IBM Plex Mono',
  'JetBrains Mono',
  'Liberation Mono',
  'Menlo',
  'Source Code Pro',
  'Ubuntu Mono',
];

/** Saved as soon as it is a name that can be one: a font that is not there changes nothing. */
export function TerminalFont({ value, onChange }: { value: string; onChange: (font: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const isName = settingsSchema.shape.terminalFont.safeParse(typed).success;
  return (
    <Autocomplete
      label={t('settings.font')}
      description={t('settings.fontText')}
      placeholder={t('settings.fontOwn')}
      data={known}
      value={typed}
      error={isName ? undefined : t('settings.fontWrong')}
      onChange={(font) => {
        setTyped(font);
        if (settingsSchema.shape.terminalFont.safeParse(font).success) onChange(font);
      }}
      flex={1}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  );
}
