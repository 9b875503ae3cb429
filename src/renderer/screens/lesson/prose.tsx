import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import Markdown, { type Components } from 'react-markdown';
import { markTerms } from './glossary.ts';
import classes from './lesson.module.css';
import { glossaryQuery } from './lesson-text.ts';
import { Term } from './term.tsx';

/**
 * Text of our own files, with the field's terms explained where they stand. Raw HTML stays text, and there are no links
 * to leave the app by.
 */
export function Prose({ text }: { text: string }) {
  const { i18n } = useTranslation();
  const { data: glossary } = useQuery(glossaryQuery(i18n.language));
  const plugins = useMemo(() => (glossary ? [markTerms(glossary)] : []), [glossary]);
  return (
    <div className={classes.prose}>
      <Markdown disallowedElements={['a', 'img']} unwrapDisallowed rehypePlugins={plugins} components={components}>
        {text}
      </Markdown>
    </div>
  );
}

const components: Components = {
  dfn: ({ title, children }) => <Term meaning={title ?? ''}>{children}</Term>,
};
