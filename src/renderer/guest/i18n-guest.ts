import i18next from 'i18next';
import type { guestTexts } from '../../shared/texts/en/window/guest.ts';

/** Only this window has these words; those of each language stand beside its other ones. */
const found = import.meta.glob<typeof guestTexts>('../../shared/texts/*/window/guest.ts', {
  eager: true,
  import: 'guestTexts',
});
for (const [file, words] of Object.entries(found))
  i18next.addResourceBundle(file.split('/')[4] ?? 'en', 'translation', words);
