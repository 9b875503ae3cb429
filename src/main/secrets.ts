import { safeStorage } from 'electron';
import { z } from 'zod';
import type { SecretStore } from '../core/app/secret-store.ts';
import { readJson, writePrivate } from '../core/gates/private-file.ts';
import { within } from '../core/gates/wait.ts';
import { LabError } from '../shared/errors.ts';
import { spoken, texts } from '../shared/texts/text.ts';

const fileSchema = z.record(z.string(), z.base64());

/** Secrets under a key of the system's keychain. Where Electron would only hide them in plain text, there are none. */
export function secretStore(file: string): SecretStore {
  const read = async () => (await readJson(file, fileSchema)) ?? {};
  const write = (secrets: z.infer<typeof fileSchema>) => writePrivate(file, JSON.stringify(secrets));
  // One after the other: two windows may answer two questions at once.
  let last: Promise<void> = Promise.resolve();
  const change = (action: (secrets: z.infer<typeof fileSchema>) => void) => {
    const turn = last.then(async () => {
      const secrets = await read();
      action(secrets);
      await write(secrets);
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  const keep = async (name: string, secret: string, insteadOf?: string) => {
    const encrypted = (await inTime(safeStorage.encryptStringAsync(secret))).toString('base64');
    await change((secrets) => {
      // Meanwhile there may be a newer secret, or it was to be forgotten.
      if (insteadOf === undefined || secrets[name] === insteadOf) secrets[name] = encrypted;
    });
  };
  return {
    usable,
    get: async (name) => {
      const kept = (await usable()) ? (await read())[name] : undefined;
      const found = kept === undefined ? undefined : await decrypted(kept);
      if (found?.shouldReEncrypt) await keep(name, found.result, kept).catch(() => undefined);
      return found?.result;
    },
    set: async (name, secret) => {
      if (!(await usable())) throw new LabError('refused', texts.main.noKeychain);
      await keep(name, secret);
    },
    delete: async (name) => {
      if (name in (await read())) await change((secrets) => void delete secrets[name]);
    },
  };
}

/** A window asks it as it opens: a keychain that does not say by then whether it is there counts as none. */
const askedMs = 5000;
/** A locked keychain asks its person for a password. */
const openedMs = 120_000;

const inTime = <T>(work: Promise<T>, ms = openedMs): Promise<T> =>
  within({ what: spoken.main.theKeychain, ms }, () => work);

async function usable(): Promise<boolean> {
  const there = await inTime(safeStorage.isAsyncEncryptionAvailable(), askedMs).catch(() => false);
  if (!there) return false;
  return process.platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}

/** Undefined where the key is another one by now, or the keychain stays locked: then the person is asked again. */
function decrypted(base64: string): Promise<{ result: string; shouldReEncrypt: boolean } | undefined> {
  return inTime(safeStorage.decryptStringAsync(Buffer.from(base64, 'base64'))).catch(() => undefined);
}
