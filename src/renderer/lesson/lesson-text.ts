import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { type PartId, partIds } from '../state/parts.ts';
import { type LessonText, parseLesson } from './parse-lesson.ts';
import { pictures } from './pictures.ts';

/** One loader a text, so that a part brings only its own. A further language is a further folder. */
const files = import.meta.glob<string>('../../../resources/lessons/*/*.md', { query: '?raw', import: 'default' });

async function loadLesson(part: PartId, language: string): Promise<LessonText> {
  const of = (folder: string) => files[`../../../resources/lessons/${folder}/${part}.md`];
  const load = of(language) ?? of('en');
  if (!load) throw new Error(`there is no lesson ${part}`);
  return parseLesson(await load());
}

export const lessonQuery = (part: PartId, language: string) =>
  queryOptions({
    queryKey: ['lesson', part, language],
    queryFn: () => loadLesson(part, language),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });

/** All texts and pictures beforehand, so that the next part is there at once, also while core is away. */
export function loadAhead(queries: QueryClient, language: string): void {
  for (const part of partIds) void queries.prefetchQuery(lessonQuery(part, language));
  for (const { load } of Object.values(pictures)) load().catch(() => undefined);
}
