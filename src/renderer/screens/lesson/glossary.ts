import { items } from './parse-lesson.ts';

/** A word of the field, in the forms in which the lessons use it, and what it means. */
export interface Term {
  forms: string[];
  meaning: string;
}

/** A glossary's file: ``- `form, other form`: meaning`` in a list. */
export const parseGlossary = (file: string): Term[] =>
  items(file).map(([forms, meaning]) => ({ forms: forms.split(', '), meaning }));

/** What of a Markdown tree (hast) is read and made here. */
interface Node {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, string>;
  children?: Node[];
}

/** Words in code are names, not terms. */
const leftOut = new Set(['code', 'pre', 'dfn']);

/** For react-markdown: where a term stands first in a text, it becomes a `dfn` with its meaning as `title`. */
export function markTerms(terms: readonly Term[]): () => (tree: Node) => void {
  return () => (tree) => {
    const open = new Set(terms);
    mark(tree, open);
  };
}

function mark(node: Node, open: Set<Term>): void {
  node.children = node.children?.flatMap((child) => {
    if (child.type === 'text' && child.value) return markText(child.value, open);
    if (!leftOut.has(child.tagName ?? '')) mark(child, open);
    return [child];
  });
}

function markText(text: string, open: Set<Term>): Node[] {
  const first = firstTerm(text, open);
  if (!first) return [{ type: 'text', value: text }];
  const { at, form, term } = first;
  open.delete(term);
  const word = text.slice(at, at + form.length);
  return [
    ...(at > 0 ? markText(text.slice(0, at), open) : []),
    { type: 'element', tagName: 'dfn', properties: { title: term.meaning }, children: [{ type: 'text', value: word }] },
    ...markText(text.slice(at + form.length), open),
  ].filter(({ value }) => value !== '');
}

interface Found {
  at: number;
  form: string;
  term: Term;
}

/** The earliest; of two that begin there, the longer one: "overlay network" and not "overlay". */
function firstTerm(text: string, open: ReadonlySet<Term>): Found | undefined {
  const found = [...open].flatMap((term) =>
    term.forms.flatMap((form): Found[] => {
      const at = text.search(pattern(form));
      return at < 0 ? [] : [{ at, form, term }];
    }),
  );
  return found.toSorted((one, other) => one.at - other.at || other.form.length - one.form.length)[0];
}

/** As a whole word; abbreviations as they are written, words also at the beginning of a sentence. */
function pattern(form: string): RegExp {
  const plain = form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${plain}(?![\\w-])`, /[A-Z]/.test(form) ? '' : 'i');
}
