import { createSecretKey } from 'node:crypto';
import type { Client } from 'ssh2';

/** Fields of ssh2 1.17. */
interface Inside {
  _protocol?: { _cipher?: { _encKey?: unknown }; _decipher?: { _decipherKey?: unknown } };
}

/**
 * ssh2 gives Node the bytes of its AES-GCM key for each packet, and Node makes a key of them each time: two thirds of the
 * work for the 4 KB that a tty sends at once. Here it is made once. Where ssh2 has no such field (another cipher, another
 * version, after a new key exchange) all continues as it does without.
 */
export function keepKeys(client: Client): void {
  const { _cipher: cipher, _decipher: decipher } = (client as unknown as Inside)._protocol ?? {};
  if (Buffer.isBuffer(cipher?._encKey)) cipher._encKey = createSecretKey(cipher._encKey);
  if (Buffer.isBuffer(decipher?._decipherKey)) decipher._decipherKey = createSecretKey(decipher._decipherKey);
}
