import { expect, it } from 'vitest';
import { Kept } from '../fixtures/stand-in.ts';
import { styleOf } from './style.ts';

function style(env: Record<string, string>, tty: boolean, columns = 100) {
  const stdout = Object.assign(new Kept(), { isTTY: tty, columns });
  return styleOf({ stdout, env });
}

it.each([
  [{ LANG: 'C.UTF-8' }, true, { live: true, colour: true, unicode: true, columns: 100 }],
  [{ LANG: 'C.UTF-8', NO_COLOR: '1' }, true, { live: true, colour: false }],
  [{ NO_COLOR: '' }, true, { colour: true, unicode: false }],
  [{ TERM: 'dumb' }, true, { live: false, colour: false }],
  [{}, false, { live: false, colour: false, columns: 80 }],
  [{ COLUMNS: '60' }, false, { columns: 60 }],
  [{ COLUMNS: 'x' }, false, { columns: 80 }],
  [{ LC_ALL: 'C', LANG: 'de_DE.utf8' }, false, { unicode: false }],
  [{ LC_ALL: '', LANG: 'de_DE.utf8' }, false, { unicode: true }],
])('%o, terminal %s', (env, tty, expected) => expect(style(env, tty)).toMatchObject(expected));
