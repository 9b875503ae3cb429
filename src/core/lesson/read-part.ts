import { type OwnPart, partHeadSchema } from '../../shared/own-lesson/lesson.ts';
import { markdownFaults } from '../../shared/own-lesson/markdown-faults.ts';
import { wrongPlaceholders } from '../../shared/own-lesson/placeholders.ts';
import { fieldsWithText } from '../../shared/own-lesson/texts-of.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { type Found, judgeYaml } from '../lab/persons-file.ts';

export type PartFound = Found & { remedy?: Words };

/** Ten questions and forty lines have a fifth of that; more would only be read for long. */
const longestHead = 32 * 1024;
const mostBrackets = 1000;

/** A part's file: YAML between two lines of `---`, then Markdown. Pure; all that is wrong is named, with lines from 1. */
export function readPart(text: string): { part?: Omit<OwnPart, 'id'>; found: PartFound[] } {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const end = lines[0]?.trimEnd() === '---' ? lines.findIndex((line, at) => at > 0 && line.trimEnd() === '---') : -1;
  if (end < 0) return { found: [{ message: texts.ownLesson.noHead, line: 1, remedy: texts.ownLesson.noHeadRemedy }] };
  const head = lines.slice(1, end).join('\n');
  const why = lines.slice(end + 1).join('\n');
  if (head.length > longestHead || (head.match(/[[{]/g)?.length ?? 0) > mostBrackets)
    return { found: [{ message: texts.ownLesson.headTooLarge, line: 1, remedy: texts.ownLesson.headTooLargeRemedy }] };
  const judged = judgeYaml(head, { schema: partHeadSchema, notAMapping: texts.ownLesson.headNotAMapping });
  const found: PartFound[] = markdownFaults(why).map((fault) => ({ ...fault, line: end + 2 + fault.line }));
  if (why.trim() === '')
    found.push({ message: texts.ownLesson.noWhy, line: end + 1, remedy: texts.ownLesson.noWhyRemedy });
  if ('found' in judged)
    return { found: [...judged.found.map((one) => ({ ...one, line: (one.line ?? 1) + 1 })), ...found] };
  const { value } = judged;
  for (const one of fieldsWithText(value))
    for (const inside of wrongPlaceholders(one))
      found.push({
        ...{ message: texts.ownLesson.noPlaceholder({ inside }), remedy: texts.ownLesson.noPlaceholderRemedy },
        line: lines.findIndex((line) => line.includes(`@{${inside}}`)) + 1 || 1,
      });
  return { ...(found.length === 0 && { part: { ...value, why: why.trim() } }), found };
}
