import { expect, test } from 'vitest';
import { windowTexts } from '../../shared/texts/en/window/window.ts';
import { parseRoute, routeHash, screenKeys, screens } from './route.ts';

test('a place survives the address bar', () => {
  const place = { screen: 'lesson', lab: 'file:/home/a b/ü#.yaml', part: 'etcd' } as const;
  expect(parseRoute(routeHash(place))).toEqual(place);
  expect(parseRoute(routeHash({ screen: 'settings' }))).toEqual({ screen: 'settings' });
  expect(parseRoute(routeHash({ screen: 'catalogue', lab: 'x', row: '17' }))).toEqual({
    screen: 'catalogue',
    row: '17',
  });
});

test('what is no place leads to the labs', () => {
  for (const hash of ['', '#', '#/', '#/nowhere', '#/%', '#/lesson%2Fx']) expect(parseRoute(hash).screen).toBe('labs');
});

test('screens have one order, with known failures below the settings, and each has one name', () => {
  expect(screens.slice(-2)).toEqual(['settings', 'catalogue']);
  expect(screenKeys.map(([key]) => key).join('')).toBe('1234567890');
  expect(screenKeys.map(([, screen]) => screen)).toEqual(screens.filter((screen) => screen !== 'settings'));
  expect(Object.keys(windowTexts.frame.screens)).toEqual([...screens]);
  expect(JSON.stringify(windowTexts).match(/"[^"]*[Ff]ailures"/g)).toEqual([
    '"Known failures"',
    '"{{count}} failures"',
  ]);
});
