import { catalogue as en } from './en/catalogue.ts';
import type { windowTexts } from './en/window/window.ts';
import type { Catalogue } from './text.ts';

/** Each by its folder beside this file. They are found by being there: by core/gates/languages.ts, and in the window by i18n.ts. */
export type Languages = Readonly<Record<string, Catalogue>>;

type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };
/** The window's own words, in window/window.ts of each language. */
export type WindowTexts = Shape<typeof windowTexts>;

/** The first language of these, as `de-CH` or `de_CH.UTF-8` name them, that there is; English where none is. */
export function languageOf(languages: Languages, ...wanted: (string | undefined)[]): string {
  const names = wanted.map((one) => /^[a-z]+/i.exec(one ?? '')?.[0].toLowerCase() ?? '');
  return names.find((name) => Object.hasOwn(languages, name)) ?? 'en';
}

/** The catalogue of a language of this person's, as the system's settings name it. */
export const catalogueFor = (languages: Languages, ...wanted: (string | undefined)[]): Catalogue =>
  languages[languageOf(languages, ...wanted)] ?? en;
