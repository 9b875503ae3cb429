import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { type TrackOutline, textOf } from '../../../shared/tracks/outline.ts';
import { parseGlossary, type Term } from './glossary.ts';
import { type LessonText, parseLesson } from './parse-lesson.ts';
import { loadPictures } from './pictures.ts';

/** One loader a text, so that a part brings only its own. */
const files = import.meta.glob<string>('../../../shared/texts/*/lessons/*/*.md', { query: '?raw', import: 'default' });

const glossaries = import.meta.glob<string>('../../../shared/texts/*/lessons/glossary.md', {
  query: '?raw',
  import: 'default',
});

async function loadGlossary(language: string): Promise<Term[]> {
  const of = (folder: string) => glossaries[`../../../shared/texts/${folder}/lessons/glossary.md`];
  const file = await (of(language) ?? of('en'))?.();
  return parseGlossary(file ?? '');
}

const forEver = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY };

/** The words of the field that the lessons use. */
export const glossaryQuery = (language: string) =>
  queryOptions({ queryKey: ['glossary', language], queryFn: () => loadGlossary(language), ...forEver });

async function loadLesson(text: string, language: string): Promise<LessonText> {
  const of = (folder: string) => files[`../../../shared/texts/${folder}/lessons/${text}.md`];
  const load = of(language) ?? of('en');
  if (!load) throw new Error(`there is no lesson ${text}`);
  return parseLesson(await load());
}

/** `text`: `TRACK/PART`, as `textOf` names it. */
export const lessonQuery = (text: string, language: string) =>
  queryOptions({
    queryKey: ['lesson', text, language],
    queryFn: () => loadLesson(text, language),
    ...forEver,
  });

/** All texts and pictures beforehand, so that the next part is there at once, also while core is away. */
export function loadAhead(queries: QueryClient, track: TrackOutline, language: string): void {
  for (const part of track.parts) void queries.prefetchQuery(lessonQuery(textOf(track, part), language));
  loadPictures(track);
}
