import { Button, Group } from '@mantine/core';

interface Props {
  no: string;
  yes: string;
  answer: (value: boolean | null) => void;
}

/** The focus is on no: what is trusted is trusted by a click, not by the Enter of a person who typed on. */
export function YesOrNo({ no, yes, answer }: Props) {
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={() => answer(null)} data-autofocus>
        {no}
      </Button>
      <Button onClick={() => answer(true)}>{yes}</Button>
    </Group>
  );
}
