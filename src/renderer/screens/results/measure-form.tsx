import { Checkbox, Group, NumberInput, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import classes from './repeat-form.module.css';

/** A number that is asked for, from 1. */
interface Field {
  name: string;
  label: string;
  value: number | string;
  max: number;
  onChange: (value: number | string) => void;
}

interface Props {
  /** Which of these, by their values. */
  choice: {
    label: string;
    options: { value: string; label: string }[];
    chosen: string[];
    onChange: (to: string[]) => void;
  };
  fields: Field[];
  /** Beside the numbers. */
  children?: ReactNode;
  start: { label: string; not: string | undefined; isPending: boolean; act: () => void; hint: string };
}

/** What is measured, how long and how often, and the button that starts it. */
export function MeasureForm({ choice, fields, children, start }: Props) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start.act();
      }}
    >
      <Checkbox.Group value={choice.chosen} onChange={choice.onChange} label={choice.label}>
        <Group mt={6} gap={20}>
          {choice.options.map(({ value, label }) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Group>
      </Checkbox.Group>
      <div className={classes.settings}>
        {fields.map(({ name, ...field }) => (
          <NumberInput key={name} {...field} min={1} allowDecimal={false} hideControls />
        ))}
        {children}
      </div>
      <Group mt={14} wrap="nowrap" gap={16}>
        <ActionButton
          type="submit"
          flex="none"
          not={start.not}
          loading={start.isPending}
          leftSection={<Icon name="play" size={14} />}
        >
          {start.label}
        </ActionButton>
        <Text fz="xs" c="dimmed">
          {start.hint}
        </Text>
      </Group>
    </form>
  );
}
