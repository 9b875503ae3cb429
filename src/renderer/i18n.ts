import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './locales/en/en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** React escapes by itself. A further language is one more entry of `resources`. */
void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
});
