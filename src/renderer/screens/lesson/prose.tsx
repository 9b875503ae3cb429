import Markdown from 'react-markdown';
import classes from './lesson.module.css';

/** Text of our own files. Raw HTML stays text, and there are no links to leave the app by. */
export function Prose({ text }: { text: string }) {
  return (
    <div className={classes.prose}>
      <Markdown disallowedElements={['a', 'img']} unwrapDisallowed>
        {text}
      </Markdown>
    </div>
  );
}
