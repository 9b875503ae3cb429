import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { guestTexts } from '../shared/texts/en/window/guest.ts';
import type { windowTexts } from '../shared/texts/en/window/window.ts';
import { catalogueFor, type Languages, languageOf, type WindowTexts } from '../shared/texts/languages.ts';
import { type Catalogue, speak } from '../shared/texts/text.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    // Guests' words are there in their own window alone.
    resources: { translation: typeof windowTexts & typeof guestTexts };
  }
}

/** Every folder of src/shared/texts with a catalogue is a language. */
const found = import.meta.glob<Catalogue>('../shared/texts/*/catalogue.ts', { eager: true, import: 'catalogue' });
const languages: Languages = byFolder(found);
/** The window's own words. */
const windows = byFolder(
  import.meta.glob<WindowTexts>('../shared/texts/*/window/window.ts', { eager: true, import: 'windowTexts' }),
);

function byFolder<T>(files: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(files).map(([file, texts]) => [file.split('/')[3], texts]));
}

const language = languageOf(languages, ...navigator.languages);
speak(catalogueFor(languages, language));
document.documentElement.lang = language;

/** React escapes by itself. */
void i18next.use(initReactI18next).init({
  lng: language,
  fallbackLng: 'en',
  resources: Object.fromEntries(Object.entries(windows).map(([name, translation]) => [name, { translation }])),
  interpolation: { escapeValue: false },
});
