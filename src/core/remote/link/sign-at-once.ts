import type { Client, ParsedKey } from 'ssh2';

/** Fields of ssh2 1.17. */
interface Inside {
  _protocol?: {
    service(name: string): void;
    authPK(user: string, key: ParsedKey, algorithm?: string, sign?: Sign): void;
  };
}

type Sign = (data: Buffer, signed: (signature: Buffer) => void) => void;

/**
 * Sends a login with this key right behind the request to be let log in; the first method that ssh2 is told to try has to be this
 * key. By itself ssh2 waits for that leave, then asks whether the key would do, then signs: two round trips more. The host
 * key is verified by then.
 */
export function signAtOnce(client: Client, user: string, key: ParsedKey): void {
  const protocol = (client as unknown as Inside)._protocol;
  if (!protocol) return;
  const { service, authPK } = protocol;
  protocol.service = (name) => {
    protocol.service = service;
    service.call(protocol, name);
    authPK.call(protocol, user, key, undefined, (data, signed) => {
      const signature: unknown = key.sign(data);
      // What cannot be signed is left to ssh2, which says so.
      if (!Buffer.isBuffer(signature)) return;
      signed(signature);
      protocol.authPK = () => {
        protocol.authPK = authPK;
      };
    });
  };
}
