import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { dataDir } from '../gates/places.ts';
import { readJson, writePrivate } from '../gates/private-file.ts';

const schema = z.object({ privateKey: z.string().max(1000) });

export interface SigningKey {
  key: KeyObject;
  /** SPKI in DER. */
  publicKey: Buffer;
  fingerprint: string;
}

const fileIn = (env: NodeJS.ProcessEnv): string => path.join(dataDir(env), 'signing-key.json');

/** The key with which this app signs; undefined where it has signed nothing yet. */
export async function ownKey(env: NodeJS.ProcessEnv): Promise<SigningKey | undefined> {
  const kept = await readJson(fileIn(env), schema);
  if (!kept) return undefined;
  const key = createPrivateKey({ key: Buffer.from(kept.privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { key, publicKey, fingerprint: fingerprintOf(publicKey) };
}

/** The same, made when it is asked for first; only its owner can read it. */
export async function ownKeyOrNew(env: NodeJS.ProcessEnv): Promise<SigningKey> {
  const kept = await ownKey(env);
  if (kept) return kept;
  const privateKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
  await writePrivate(fileIn(env), `${JSON.stringify({ privateKey: privateKey.toString('base64') })}\n`);
  // What is in the file counts: another app may have made one at the same moment.
  return (await ownKey(env)) as SigningKey;
}

/** As ssh writes those of its keys. */
export const fingerprintOf = (publicKey: Buffer): string =>
  `SHA256:${createHash('sha256').update(publicKey).digest('base64').replace(/=+$/, '')}`;
