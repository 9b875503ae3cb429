import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { windowTexts } from '../shared/texts/en/window/window.ts';
import { catalogueFor, type LanguageName, languageOf } from '../shared/texts/languages.ts';
import { speak } from '../shared/texts/text.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof windowTexts };
  }
}

type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };
/** The window's own words, a line a language. */
const resources: Record<LanguageName, { translation: Shape<typeof windowTexts> }> = {
  en: { translation: windowTexts },
};

const language = languageOf(...navigator.languages);
speak(catalogueFor(language));
document.documentElement.lang = language;

/** React escapes by itself. */
void i18next.use(initReactI18next).init({
  lng: language,
  fallbackLng: 'en',
  resources,
  interpolation: { escapeValue: false },
});
