import { Popover, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import classes from './lesson.module.css';

interface Props {
  meaning: string;
  children: ReactNode;
}

/** A word of the field: its meaning appears where it stands, by pointer, click or keyboard. */
export function Term({ meaning, children }: Props) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} width={300} position="top" withArrow shadow="md" withRoles={false}>
      <Popover.Target>
        <button
          type="button"
          className={classes.term}
          aria-expanded={opened}
          onClick={() => setOpened(true)}
          onMouseEnter={() => setOpened(true)}
          onMouseLeave={() => setOpened(false)}
          onBlur={() => setOpened(false)}
          onKeyDown={(event) => event.key === 'Escape' && setOpened(false)}
        >
          {children}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Text fz={13.5} lh={1.45} role="status">
          {meaning}
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
}
