import { type ReactNode, useId } from 'react';
import classes from './picture.module.css';

interface Props {
  /** What it shows, in one sentence; then everything that can be read off it. */
  title: string;
  text: string;
  height: number;
  children: ReactNode;
}

/** A drawing 640 wide. A screen reader gets its title and text; the shapes say nothing by themselves. */
export function Picture({ title, text, height, children }: Props) {
  const id = useId();
  return (
    <figure className={classes.picture}>
      <svg viewBox={`0 0 640 ${height}`} role="img" aria-labelledby={`${id}-title ${id}-text`}>
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-text`}>{text}</desc>
        {children}
      </svg>
      <figcaption>{title}</figcaption>
    </figure>
  );
}
