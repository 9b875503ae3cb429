import { describe, expect, test, vi } from 'vitest';
import { answer } from './app-protocol.ts';

vi.mock('electron', () => import('./fixtures/stand-in-electron.ts'));

const files = new Map([
  ['/', { body: Buffer.from('<title>x</title>'), type: 'text/html; charset=utf-8', lasting: false }],
]);
const ask = (url: string, method = 'GET') => answer(files, { url, method });

describe('files of the window', () => {
  test('come with the strict policy', async () => {
    const found = ask('app://overlay-lab/');
    expect([found.status, await found.text()]).toEqual([200, '<title>x</title>']);
    const policy = found.headers.get('content-security-policy');
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob:; font-src 'self'; " +
        "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
    expect(found.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each([
    ['app://overlay-lab/other', 'GET'],
    ['app://overlay-lab/../secret', 'GET'],
    ['app://other/', 'GET'],
    ['app://overlay-lab/', 'POST'],
  ])('nothing else is served: %s %s', (url, method) => {
    expect(ask(url, method).status).toBe(404);
  });
});
