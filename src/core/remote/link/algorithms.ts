import type { Algorithms, ServerHostKeyAlgorithm } from 'ssh2';

/** Best first; without ssh-rsa, whose signatures are SHA-1, and without ssh-dss. */
const hostKeys: ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/**
 * Explicit and complete lists. ssh2 1.17 offers strict key exchange and uses it where the server has it too, but
 * what is offered cannot depend on that answer; so of what is open to Terrapin (CVE-2023-48795) without it there is no
 * CBC at all (hence no CBC with *-etm MACs), and chacha20-poly1305 comes last: it is agreed on only where the server has
 * nothing else, and handshake.ts gives up then, unless key exchange is strict. No SHA-1 anywhere either.
 * `knownTypes` are the key types that known_hosts has for this host: asked for first, as OpenSSH does, so that a
 * node with several keys shows the one that can be verified.
 */
export function algorithmsFor(knownTypes: readonly string[]): Algorithms {
  const isKnown = (algorithm: string) => knownTypes.includes(algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm);
  return {
    kex: [
      'curve25519-sha256',
      'curve25519-sha256@libssh.org',
      'ecdh-sha2-nistp256',
      'ecdh-sha2-nistp384',
      'ecdh-sha2-nistp521',
      'diffie-hellman-group-exchange-sha256',
      'diffie-hellman-group16-sha512',
      'diffie-hellman-group18-sha512',
      'diffie-hellman-group14-sha256',
    ],
    serverHostKey: [...hostKeys.filter(isKnown), ...hostKeys.filter((algorithm) => !isKnown(algorithm))],
    cipher: [
      'aes128-gcm@openssh.com',
      'aes256-gcm@openssh.com',
      'aes128-ctr',
      'aes192-ctr',
      'aes256-ctr',
      'chacha20-poly1305@openssh.com',
    ],
    hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
    compress: ['none'],
  };
}
