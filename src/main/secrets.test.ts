import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../shared/fixtures/temporary-folder.ts';
import { safeStorage } from './fixtures/stand-in-electron.ts';
import { secretStore } from './secrets.ts';

vi.mock('electron', () => import('./fixtures/stand-in-electron.ts'));

let file: string;
beforeEach(() => {
  file = path.join(temporaryFolder('secrets'), 'secrets.json');
  Object.assign(safeStorage, { available: true, backend: 'gnome_libsecret' });
});

describe('secrets', () => {
  test('rest encrypted, in a file for their owner alone', async () => {
    const store = secretStore(file);
    await Promise.all([store.set('one', 'first secret'), store.set('two', 'second secret')]);
    expect(await Promise.all([store.get('one'), store.get('two'), store.get('three')])).toEqual([
      'first secret',
      'second secret',
      undefined,
    ]);
    const text = await readFile(file, 'utf8');
    for (const secret of ['first secret', 'second secret'])
      for (const form of [secret, Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('hex')])
        expect(text).not.toContain(form);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await store.delete('one');
    expect(await secretStore(file).get('one')).toBeUndefined();
    expect(await secretStore(file).get('two')).toBe('second secret');
  });

  test.each([
    ['no keychain', { available: false }],
    ['plain text', { backend: 'basic_text' }],
    ['an unknown backend', { backend: 'unknown' }],
  ])('are neither kept nor read: %s', async (_name, state) => {
    const store = secretStore(file);
    await store.set('one', 'secret');
    vi.spyOn(process, 'platform', 'get').mockReturnValue('linux');
    Object.assign(safeStorage, state);
    expect(store.usable()).toBe(false);
    expect(await store.get('one')).toBeUndefined();
    await expect(store.set('two', 'secret')).rejects.toMatchObject({ code: 'refused' });
    expect(Object.keys(JSON.parse(await readFile(file, 'utf8')))).toEqual(['one']);
    vi.restoreAllMocks();
  });

  test('under a key that is gone are asked for again', async () => {
    const store = secretStore(file);
    await store.set('one', 'secret');
    vi.spyOn(safeStorage, 'decryptString').mockImplementation(() => {
      throw new Error('wrong key');
    });
    expect(await store.get('one')).toBeUndefined();
    vi.restoreAllMocks();
  });
});
