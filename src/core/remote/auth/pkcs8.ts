import { createPrivateKey, type KeyObject } from 'node:crypto';
import ssh2, { type ParsedKey } from 'ssh2';
import { Reason, wordsOf } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';

const { utils } = ssh2;

/** Whether a key is in the form that openssl writes, and `ssh-keygen -m PKCS8`; ssh2 does not read it. */
export const isPkcs8 = (text: Buffer): boolean =>
  /-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.test(text.toString('latin1'));

/** It has a passphrase, and none was given. */
export class Encrypted extends Error {}

/** Read by Node, and handed on in a form that ssh2 reads. */
export function fromPkcs8(text: Buffer, passphrase?: string): ParsedKey | Error {
  if (passphrase === undefined && /BEGIN ENCRYPTED/.test(text.toString('latin1'))) return new Encrypted();
  try {
    const key = createPrivateKey({ key: text, format: 'pem', ...(passphrase !== undefined && { passphrase }) });
    const parsed = utils.parseKey(rewritten(key));
    return Array.isArray(parsed) ? (parsed[0] ?? new Reason(texts.remote.noKeyInIt)) : parsed;
  } catch (error) {
    return new Reason(
      passphrase === undefined ? texts.remote.unreadablePkcs8({ why: wordsOf(error) }) : texts.remote.wrongPassphrase,
    );
  }
}

function rewritten(key: KeyObject): string {
  if (key.asymmetricKeyType === 'rsa') return key.export({ type: 'pkcs1', format: 'pem' }).toString();
  if (key.asymmetricKeyType === 'ec') return key.export({ type: 'sec1', format: 'pem' }).toString();
  if (key.asymmetricKeyType === 'ed25519') return openssh(key);
  throw new Reason(texts.remote.notSshKey({ type: key.asymmetricKeyType ?? '' }));
}

/** OpenSSH's own form of an Ed25519 key, without a passphrase: it never leaves this process. */
function openssh(key: KeyObject): string {
  const { x = '', d = '' } = key.export({ format: 'jwk' });
  const [shown, secret] = [Buffer.from(x, 'base64url'), Buffer.from(d, 'base64url')];
  const type = field('ssh-ed25519');
  const inner = Buffer.concat([Buffer.alloc(8), type, field(shown), field(Buffer.concat([secret, shown])), field('')]);
  const padding = Buffer.from(Array.from({ length: (8 - (inner.length % 8)) % 8 }, (_, index) => index + 1));
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field('none'),
    field('none'),
    field(''),
    Buffer.from([0, 0, 0, 1]),
    field(Buffer.concat([type, field(shown)])),
    field(Buffer.concat([inner, padding])),
  ]);
  const lines = whole.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}

function field(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
