import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { SecretStore } from '../core/app/secret-store.ts';
import { temporaryFolder } from '../shared/fixtures/temporary-folder.ts';
import { safeStorage } from './fixtures/stand-in-electron.ts';
import { secretStore } from './secrets.ts';

vi.mock('electron', () => import('./fixtures/stand-in-electron.ts'));

let file: string;
beforeEach(() => {
  file = path.join(temporaryFolder('secrets'), 'secrets.json');
  Object.assign(safeStorage, { available: true, backend: 'gnome_libsecret', shouldReEncrypt: false });
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
    expect(await store.usable()).toBe(false);
    expect(await store.get('one')).toBeUndefined();
    await expect(store.set('two', 'secret')).rejects.toMatchObject({ code: 'refused' });
    expect(Object.keys(JSON.parse(await readFile(file, 'utf8')))).toEqual(['one']);
    vi.restoreAllMocks();
  });

  test('under a key that is gone are asked for again', async () => {
    const store = secretStore(file);
    await store.set('one', 'secret');
    vi.spyOn(safeStorage, 'decryptStringAsync').mockRejectedValue(new Error('wrong key'));
    expect(await store.get('one')).toBeUndefined();
    vi.restoreAllMocks();
  });
  test('of a keychain that never answers are none, and nobody waits for it', async () => {
    vi.useFakeTimers();
    vi.spyOn(safeStorage, 'isAsyncEncryptionAvailable').mockReturnValue(new Promise(() => {}));
    const usable = secretStore(file).usable();
    await vi.advanceTimersByTimeAsync(5000);
    expect(await usable).toBe(false);
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  test('are encrypted again where the keychain has another key by now', async () => {
    const store = secretStore(file);
    await store.set('one', 'secret');
    const encrypt = vi.spyOn(safeStorage, 'encryptStringAsync');
    expect(await store.get('one')).toBe('secret');
    expect(encrypt).not.toHaveBeenCalled();
    safeStorage.shouldReEncrypt = true;
    expect(await store.get('one')).toBe('secret');
    expect(encrypt).toHaveBeenCalledWith('secret');
    vi.restoreAllMocks();
  });

  test.each([
    ['a newer one', (store: SecretStore) => store.set('one', 'newer'), 'newer'],
    ['none, for it was forgotten', (store: SecretStore) => store.delete('one'), undefined],
  ])('encrypting again leaves %s', async (_name, change, left) => {
    const store = secretStore(file);
    await store.set('one', 'older');
    safeStorage.shouldReEncrypt = true;
    const encrypt = safeStorage.encryptStringAsync;
    vi.spyOn(safeStorage, 'encryptStringAsync').mockImplementationOnce(async (secret) => {
      await change(store);
      return encrypt(secret);
    });
    expect(await store.get('one')).toBe('older');
    safeStorage.shouldReEncrypt = false;
    expect(await store.get('one')).toBe(left);
    vi.restoreAllMocks();
  });
});
