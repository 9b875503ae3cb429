import { useSyncExternalStore } from 'react';

export const screens = ['labs', 'lesson', 'terminals', 'results', 'reset', 'settings'] as const;
export type Screen = (typeof screens)[number];

export interface Route {
  screen: Screen;
  lab?: string;
  part?: string;
}

/** `#/labs`, `#/settings`, `#/lesson/LAB/PART`: a window that reloads is where it was. */
export function parseRoute(hash: string): Route {
  const [screen, lab, part] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  const known = screens.find((one) => one === screen);
  if (!known) return { screen: 'labs' };
  return { screen: known, ...(lab && { lab }), ...(part && { part }) };
}

export function routeHash({ screen, lab, part }: Route): string {
  return `#/${[screen, lab, lab ? part : undefined]
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
