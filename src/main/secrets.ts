import { safeStorage } from 'electron';
import { z } from 'zod';
import { readJson, writePrivate } from '../core/handlers/private-file.ts';
import type { SecretStore } from '../core/handlers/secret-store.ts';
import { LabError } from '../shared/errors.ts';

const fileSchema = z.record(z.string(), z.base64());

/** Secrets under a key of the system's keychain. Where Electron would only hide them in plain text, there are none. */
export function secretStore(file: string): SecretStore {
  const read = async () => (await readJson(file, fileSchema)) ?? {};
  const write = (secrets: z.infer<typeof fileSchema>) => writePrivate(file, JSON.stringify(secrets));
  // One after the other: two windows may answer two questions at once.
  let last: Promise<void> = Promise.resolve();
  const change = (deed: (secrets: z.infer<typeof fileSchema>) => void) => {
    const turn = last.then(async () => {
      const secrets = await read();
      deed(secrets);
      await write(secrets);
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    usable,
    get: async (name) => {
      const kept = usable() ? (await read())[name] : undefined;
      return kept === undefined ? undefined : decrypted(kept);
    },
    set: async (name, secret) => {
      if (!usable()) throw new LabError('refused', 'This system has no keychain that this app can use.');
      const encrypted = safeStorage.encryptString(secret).toString('base64');
      await change((secrets) => {
        secrets[name] = encrypted;
      });
    },
    delete: async (name) => {
      if (name in (await read())) await change((secrets) => void delete secrets[name]);
    },
  };
}

function usable(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}

/** Undefined where the key is another one by now: then the person is asked again. */
function decrypted(base64: string): string | undefined {
  try {
    return safeStorage.decryptString(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}
