import { ActionIcon, Group, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import type { NodeForm } from './lab-form.ts';

interface Props {
  index: number;
  node: NodeForm;
  problems: Record<string, string>;
  onChange: (node: NodeForm) => void;
  onRemove?: () => void;
}

const fields = [
  { key: 'name', width: 96, example: 'node1' },
  { key: 'address', width: 148, example: '192.168.236.130' },
  { key: 'host', width: 168, example: 'node1.example' },
  { key: 'port', width: 64, example: '22' },
  { key: 'user', width: 96, example: 'student' },
  { key: 'identityFile', width: 150, example: '~/.ssh/id_ed25519' },
] as const;

const labels = {
  name: 'nodeName',
  address: 'address',
  host: 'host',
  port: 'port',
  user: 'user',
  identityFile: 'identityFile',
} as const;

/** One node in one row. Labels stand above the first row; every field has its own for a screen reader. */
export function NodeFields({ index, node, problems, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap={6} wrap="nowrap" align="flex-end" component="fieldset" style={{ border: 0, padding: 0, margin: 0 }}>
      {fields.map(({ key, width, example }) => (
        <TextInput
          key={key}
          flex={key === 'identityFile' ? `1 1 ${width}px` : `0 0 ${width}px`}
          label={index === 0 ? t(`addLab.${labels[key]}`) : undefined}
          aria-label={t('addLab.fieldOf', { field: t(`addLab.${labels[key]}`), number: index + 1 })}
          placeholder={example}
          value={node[key]}
          error={problems[`nodes.${index}.${key}`]}
          onChange={(event) => onChange({ ...node, [key]: event.currentTarget.value })}
        />
      ))}
      {onRemove && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('addLab.removeNode', { number: index + 1 })}
          onClick={onRemove}
        >
          <Icon name="trash" />
        </ActionIcon>
      )}
    </Group>
  );
}
