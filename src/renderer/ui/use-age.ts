import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long ago a moment was, in words: `12 seconds ago`. */
export function ageInWords(at: string, now: number, language: string): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1000));
  const [unit, size] = units.find(([, one]) => seconds >= one) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-Math.floor(seconds / size), unit);
}

/** Ages in words, that grow while they are shown. */
export function useAge(): (at: string) => string {
  const { i18n } = useTranslation();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (at) => ageInWords(at, now, i18n.language);
}
