import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits that nobody can guess, for an address or a cookie. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret. */
export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Compares with every one, each in constant time: how long it takes says nothing of how near a guess was. */
export function findByDigest<K extends { digest: Buffer }>(all: Iterable<K>, given: string): K | undefined {
  const wanted = digestOf(given);
  let found: K | undefined;
  for (const kept of all) if (timingSafeEqual(kept.digest, wanted)) found = kept;
  return found;
}
