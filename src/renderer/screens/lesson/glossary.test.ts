import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { markTerms, parseGlossary, type Term } from './glossary.ts';

const lessons = new URL('../../../shared/texts/en/lessons/', import.meta.url);
const glossary = parseGlossary(readFileSync(new URL('glossary.md', lessons), 'utf8'));
const terms: Term[] = [
  { forms: ['overlay', 'overlay network'], meaning: 'packets in packets' },
  { forms: ['MTU'], meaning: 'largest packet' },
];
const text = (value: string) => ({ type: 'text', value });
const element = (tagName: string, ...children: object[]) => ({ type: 'element', tagName, children });
const term = (word: string, title: string) => ({
  ...{ type: 'element', tagName: 'dfn', properties: { title }, children: [text(word)] },
});

function marked(...children: object[]): object[] {
  const tree = { type: 'root', children: children as never[] };
  markTerms(terms)()(tree);
  return tree.children;
}

test('a term is marked where it stands first, in its longest form', () => {
  expect(marked(element('p', text('An Overlay network, and the overlay.')))).toEqual([
    element('p', text('An '), term('Overlay network', 'packets in packets'), text(', and the overlay.')),
  ]);
});

test('several terms in one text, also within emphasis', () => {
  expect(marked(text('The MTU of an '), element('strong', text('overlay')))).toEqual([
    text('The '),
    term('MTU', 'largest packet'),
    text(' of an '),
    element('strong', term('overlay', 'packets in packets')),
  ]);
});

test.each(['overlays', 'my-overlay', 'mtu', 'MTUs'])('%s is another word', (word) => {
  expect(marked(text(word))).toEqual([text(word)]);
});

test('words in code are names', () => {
  expect(marked(element('code', text('overlay')))).toEqual([element('code', text('overlay'))]);
});

test('each time a text is marked all terms are new', () => {
  const plugin = markTerms(terms)();
  const count = () => {
    const tree = { type: 'root', children: [text('MTU')] as never[] };
    plugin(tree);
    return JSON.stringify(tree).match(/dfn/g)?.length;
  };
  expect([count(), count()]).toEqual([1, 1]);
});

test('each term of the glossary is one that the lessons use, in one or two sentences', () => {
  const folders = readdirSync(lessons, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const all = folders
    .flatMap(({ name }) => readdirSync(new URL(`${name}/`, lessons)).map((file) => `${name}/${file}`))
    .map((file) => readFileSync(new URL(file, lessons), 'utf8'))
    .join('\n');
  expect(glossary.length).toBeGreaterThan(20);
  expect(glossary.filter(({ forms }) => !forms.some((form) => all.includes(form)))).toEqual([]);
  expect(glossary.filter(({ meaning }) => meaning.length > 170 || !meaning.endsWith('.'))).toEqual([]);
  expect(new Set(glossary.flatMap(({ forms }) => forms)).size).toBe(glossary.flatMap(({ forms }) => forms).length);
});
