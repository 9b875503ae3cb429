import { Title } from '@mantine/core';
import type { CSSProperties, ReactNode } from 'react';

interface Props {
  /** Of the heading, by which the section is named. */
  id: string;
  title: string;
  /** Room below the heading. */
  mb?: number;
  style?: CSSProperties;
  children: ReactNode;
}

/** A section of a screen, in a box, with its heading. */
export function Card({ id, title, mb = 8, style, children }: Props) {
  return (
    <section className="card" aria-labelledby={id} style={style}>
      <Title order={2} fz={17} mb={mb} id={id}>
        {title}
      </Title>
      {children}
    </section>
  );
}
