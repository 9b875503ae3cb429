import { z } from 'zod';
import { catalogue as en } from './en/catalogue.ts';
import {
  type Catalogue,
  type DataValue,
  english,
  sayIn,
  spokenBesideEnglish,
  Text,
  type TextData,
  type Words,
} from './text.ts';

/**
 * How texts travel. Whatever has words carries them in English, and beside them, in `texts`, which texts of the
 * catalogue they are and what these are filled with: `{ message: 'node1 …', texts: { message: { key, values } } }`.
 * Whoever knows no such text, or another version of it, keeps the English.
 */
const mostLetters = 8_000;
const mostOfAll = 16_000;

const leafSchema = z.union([z.string().max(mostLetters), z.number(), z.boolean()]);
/** Texts in texts, and lists in lists, to as many levels. */
const valueSchema = (levels: number): z.ZodType<DataValue> => {
  if (levels === 0) return leafSchema;
  const inner = valueSchema(levels - 1);
  return z.union([leafSchema, textOf(inner), z.array(inner).max(200)]);
};
const textOf = (value: z.ZodType<DataValue>): z.ZodType<TextData> =>
  z.object({ key: z.string().max(100), values: z.record(z.string().max(40), value) });
const textSchema = textOf(valueSchema(5));

/** What does not validate is left out: the English words are there. */
export const textsSchema = z
  .record(z.string().max(40), z.union([textSchema, z.array(textSchema.nullable()).max(1_000)]))
  .optional()
  .catch(undefined);
export type Texts = z.infer<typeof textsSchema>;

/** T as it is made: with texts where it has strings. */
export type Worded<T, K extends keyof T> = Omit<T, K | 'texts'> & {
  [P in K]: Extract<T[P], undefined> | (NonNullable<T[P]> extends string[] ? Words[] : Words);
};

/** Of anything made with texts, what travels. */
export function sent(value: unknown): unknown {
  if (value instanceof Text) return english(value);
  if (Array.isArray(value)) return value.map(sent);
  if (typeof value !== 'object' || value === null) return value;
  const texts: NonNullable<Texts> = {};
  const made: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) {
    made[name] = sent(one);
    if (one instanceof Text) texts[name] = one.data();
    else if (Array.isArray(one) && one.some((item) => item instanceof Text))
      texts[name] = one.map((item) => (item instanceof Text ? item.data() : null));
  }
  if (Object.keys(texts).length > 0 && JSON.stringify(texts).length <= mostOfAll) made['texts'] = texts;
  return made;
}

/** A member of what was sent, to be put into something else that is. */
export function wordsIn<K extends string>(value: { readonly [P in K]: string } & { texts?: Texts }, name: K): Words {
  const data = value.texts?.[name];
  return data && !Array.isArray(data) && sayIn(en, data) !== undefined ? Text.of(data) : value[name];
}

/** What was sent, in the language of this program. */
export function inThisLanguage<T>(value: T): T {
  const catalogue = spokenBesideEnglish();
  return catalogue ? translated(catalogue, value) : value;
}

/** The same in another language, wherever it carries texts that the catalogue has. */
function translated<T>(catalogue: Catalogue, value: T): T {
  if (Array.isArray(value)) return value.map((one) => translated(catalogue, one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const { texts } = value as { texts?: Texts };
  const entries = Object.entries(value).map(([name, one]) => {
    const data = texts && Object.hasOwn(texts, name) ? texts[name] : undefined;
    return [name, data ? said(catalogue, data, one) : translated(catalogue, one)];
  });
  return Object.fromEntries(entries) as T;
}

function said(catalogue: Catalogue, data: TextData | (TextData | null)[], english: unknown): unknown {
  if (!Array.isArray(data)) return sayIn(catalogue, data) ?? english;
  if (!Array.isArray(english)) return english;
  return english.map((one, at) => (data[at] && sayIn(catalogue, data[at])) ?? one);
}
