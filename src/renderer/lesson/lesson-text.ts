import type { PartId } from '../state/parts.ts';
import { type LessonText, parseLesson } from './parse-lesson.ts';

/** One loader a text, so that a part brings only its own. A further language is a further folder. */
const files = import.meta.glob<string>('../../../resources/lessons/*/*.md', { query: '?raw', import: 'default' });

export async function loadLesson(part: PartId, language: string): Promise<LessonText> {
  const of = (folder: string) => files[`../../../resources/lessons/${folder}/${part}.md`];
  const load = of(language) ?? of('en');
  if (!load) throw new Error(`there is no lesson ${part}`);
  return parseLesson(await load());
}
