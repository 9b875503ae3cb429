import { en } from './en/en.ts';
import type { Catalogue } from './text.ts';

/** A language is a folder beside `en`, and its line here; types tell what it lacks. */
const languages = { en } satisfies Record<string, Catalogue>;
export type LanguageName = keyof typeof languages;

/** The first language of these, as `de-CH` or `de_CH.UTF-8` name them, that there is; English where none is. */
export function languageOf(...wanted: (string | undefined)[]): LanguageName {
  const isOurs = (name: string): name is LanguageName => Object.hasOwn(languages, name);
  const names = wanted.map((one) => /^[a-z]+/i.exec(one ?? '')?.[0].toLowerCase() ?? '');
  return names.find(isOurs) ?? 'en';
}

/** The catalogue of a language of this person's, as the system's settings name it. */
export const catalogueFor = (...wanted: (string | undefined)[]): Catalogue => languages[languageOf(...wanted)];
