import { texts, type Words } from '../../shared/texts/text.ts';

/** What to do about a field that is wrong, by its name. */
export function remedyOf(field: string | undefined): Words {
  const last =
    field
      ?.split('.')
      .at(-1)
      ?.replace(/\[\d+\]$/, '') ?? '';
  const all: Readonly<Record<string, Words>> = texts.ownLesson.remedies;
  return (Object.hasOwn(all, last) ? all[last] : undefined) ?? texts.ownLesson.anyRemedy;
}
