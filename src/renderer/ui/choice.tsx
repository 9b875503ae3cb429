import { SegmentedControl, Text } from '@mantine/core';

interface Props<Value extends string> {
  /** Of the label, by which the choice is named. */
  id: string;
  label: string;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
  /** What the chosen one means. */
  text?: string;
}

/** One of a few, all of them in view. */
export function Choice<Value extends string>({ id, label, options, value, onChange, text }: Props<Value>) {
  return (
    <div>
      <Text fz="sm" fw={600} id={id} mb={4}>
        {label}
      </Text>
      <SegmentedControl aria-labelledby={id} value={value} onChange={onChange} data={[...options]} />
      {text && (
        <Text fz="xs" c="dimmed" mt={4}>
          {text}
        </Text>
      )}
    </div>
  );
}
