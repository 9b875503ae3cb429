import { LabError } from '../../../shared/errors.ts';
import { texts, type Words } from '../../../shared/texts/text.ts';
import type { Route } from '../config/route.ts';
import { algorithmsFor } from './algorithms.ts';

/** What a server offers, as ssh2 tells it while it negotiates: its error names only the kind that does not match. */
export interface ServerOffer {
  /** For ssh2's `debug`. */
  hear(line: string): void;
  /** Both sides count packets from the first one on, so that none can be cut out unseen (CVE-2023-48795). */
  strict(): boolean;
  /** An error for what does not match; undefined where it is something else. */
  mismatch(message: string, route: Pick<Route, 'node' | 'host' | 'port'>): LabError | undefined;
}

const ours = algorithmsFor([]);

/** Words of ssh2's message and debug lines, what it is called, what we speak, and where sshd sets it. */
const kinds = [
  {
    said: 'key exchange algorithm',
    listed: 'KEX method',
    name: texts.link.keyExchange,
    speak: ours.kex,
    setting: 'KexAlgorithms',
  },
  {
    said: 'host key format',
    listed: 'Host key format',
    name: texts.link.hostKey,
    speak: ours.serverHostKey,
    setting: 'HostKey',
  },
  { said: 'C->S cipher', listed: 'C->S cipher', name: texts.link.cipher, speak: ours.cipher, setting: 'Ciphers' },
  { said: 'S->C cipher', listed: 'S->C cipher', name: texts.link.cipher, speak: ours.cipher, setting: 'Ciphers' },
  { said: 'C->S MAC', listed: 'C->S MAC', name: texts.link.mac, speak: ours.hmac, setting: 'MACs' },
  { said: 'S->C MAC', listed: 'S->C MAC', name: texts.link.mac, speak: ours.hmac, setting: 'MACs' },
] as const;

export function serverOffer(): ServerOffer {
  const lists = new Map<string, string>();
  let strict = false;
  return {
    hear(line) {
      const [, what, list] = /^Handshake: \(remote\) ([^:]+): (.*)$/.exec(line) ?? [];
      if (what && list !== undefined) lists.set(what, list);
      if (line === 'Handshake: strict KEX mode enabled') strict = true;
    },
    strict: () => strict,
    mismatch(message, route) {
      const kind = kinds.find(({ said }) => message.includes(`no matching ${said}`));
      if (!kind) return undefined;
      const theirs = (lists.get(kind.listed) ?? '').split(',').filter((one) => !/^(ext-info|kex-strict)/.test(one));
      return refusal(route, texts.link.onlyOffers({ kind: kind.name, list: theirs }), {
        setting: kind.setting,
        speak: kind.speak as readonly string[],
      });
    },
  };
}

/** A server that has chacha20 alone, and not the counting that makes it safe. */
export const onlyChacha = (route: Pick<Route, 'node' | 'host' | 'port'>): LabError =>
  refusal(route, texts.link.onlyChacha, {
    setting: 'Ciphers',
    speak: (ours.cipher as readonly string[]).filter((one) => !one.startsWith('chacha20')),
  });

function refusal(
  { node, host, port }: Pick<Route, 'node' | 'host' | 'port'>,
  why: Words,
  { setting, speak }: { setting: string; speak: readonly string[] },
): LabError {
  return new LabError('refused', texts.link.noMatch({ node, host, port, why }), {
    node,
    remedy: texts.link.noMatchRemedy({ speak: speak.slice(0, 5), setting }),
  });
}
