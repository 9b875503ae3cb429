import { expect, test } from 'vitest';
import { parseRoute, routeHash } from './route.ts';

test('a place survives the address bar', () => {
  const place = { screen: 'lesson', lab: 'file:/home/a b/ü#.yaml', part: 'etcd' } as const;
  expect(parseRoute(routeHash(place))).toEqual(place);
  expect(parseRoute(routeHash({ screen: 'settings' }))).toEqual({ screen: 'settings' });
});

test('what is no place leads to the labs', () => {
  for (const hash of ['', '#', '#/', '#/nowhere', '#/%', '#/lesson%2Fx']) expect(parseRoute(hash).screen).toBe('labs');
});
