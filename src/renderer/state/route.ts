import { useSyncExternalStore } from 'react';

/** In their order, wherever they are listed. */
export const screens = [
  'labs',
  'lesson',
  'terminals',
  'results',
  'reset',
  'follow',
  'picture',
  'drills',
  'wall',
  'settings',
  'catalogue',
] as const;
export type Screen = (typeof screens)[number];

/** With Ctrl and Alt, from 1 on; there are ten digits, and one does not go to the settings in a hurry. */
export const screenKeys = screens
  .filter((screen) => screen !== 'settings')
  .map((screen, at): [key: string, screen: Screen] => [String((at + 1) % 10), screen]);

export interface Route {
  screen: Screen;
  lab?: string;
  part?: string;
  /** Number of a row of the catalogue. */
  row?: string;
}

/** `#/labs`, `#/settings`, `#/catalogue/ROW`, `#/lesson/LAB/PART`: a window that reloads is where it was. */
export function parseRoute(hash: string): Route {
  const [screen, lab, part] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  const known = screens.find((one) => one === screen);
  if (!known) return { screen: 'labs' };
  if (known === 'catalogue') return { screen: known, ...(lab && { row: lab }) };
  return { screen: known, ...(lab && { lab }), ...(part && { part }) };
}

export function routeHash({ screen, lab, part, row }: Route): string {
  const place = screen === 'catalogue' ? [row] : [lab, lab ? part : undefined];
  return `#/${[screen, ...place]
    .filter((one) => one !== undefined)
    .map(encodeURIComponent)
    .join('/')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

export function go(route: Route): void {
  window.location.hash = routeHash(route);
}

/** Says in the address what is shown already; going back does not lead over it. */
export function stayAt(route: Route): void {
  if (window.location.hash !== routeHash(route)) window.location.replace(routeHash(route));
}

const subscribe = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}
