import { behindIntent } from './behind-intent.ts';
import { operation } from './operation.ts';

/** What a routing daemon puts into its routes, so that it knows them: this is the lab's number, one that no daemon in iproute2's list has. */
export const labProtocol = 77;

/** What a routing daemon gives its routes, the kernel's number for who comes first; also how the lab's are told from those of another BIRD. */
export const birdMetric = 77;
/** Where the lesson has a person's own BIRD keep its files. */
export const typedBird = '/run/lab-bird';

/** To a subnet behind another machine. */
export interface Route {
  destination: string;
  via: string;
}

/** Of the main table; `isLabs`: with the lab's number; `isBirds`: told by a routing daemon, BIRD. */
export type ShownRoute = Route & { isLabs: boolean; isBirds: boolean };

export const routesRead = operation<Record<never, never>, ShownRoute[]>({
  name: 'route.read',
  program: () => ({ argv: ['ip', '-4', 'route', 'show'] }),
  read: ({ stdout }) =>
    stdout.split('\n').flatMap((line) => {
      const [, destination = '', via = ''] = /^(\S{1,18}) via ([0-9.]{7,15}) /.exec(line) ?? [];
      const isBy = (protocol: string | number) => ` ${line} `.includes(` proto ${protocol} `);
      // Old lists of protocols have BIRD under its number alone.
      return destination ? [{ destination, via, isLabs: isBy(labProtocol), isBirds: isBy('bird') || isBy(12) }] : [];
    }),
});

/** As `ip route` has it. */
export const routeWords = ({ destination, via }: Route): string[] => [
  ...[destination, 'via', via, 'proto', String(labProtocol)],
];

/** Adds those that are missing; fails where somebody else's leads another way. */
export const routesAdd = operation<{ lab: string; routes: readonly Route[]; intent?: string }>({
  name: 'route.add',
  program: ({ lab, routes, intent }) =>
    behindIntent(lab, intent, {
      script: `
while [ $# -gt 0 ]; do
  [ -n "$(ip -4 route show "$1" via "$3" proto "$5")" ] || ip route add "$1" via "$3" proto "$5" || exit 1
  shift 5
done`,
      words: routes.flatMap(routeWords),
    }),
  read: () => undefined,
});

/** Removes it where it has the lab's number. */
export const routeTakeAway = operation<Route>({
  name: 'route.take-away',
  program: (route) => ({
    script: '[ -z "$(ip -4 route show "$1" via "$3" proto "$5")" ] || ip route delete "$@"',
    words: routeWords(route),
  }),
  read: () => undefined,
});
