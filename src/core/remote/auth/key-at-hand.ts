import type { ParsedKey } from 'ssh2';
import { texts, type Words } from '../../../shared/texts/text.ts';
import type { Route } from '../config/route.ts';
import { type AuthOptions, socketOf } from './auth-options.ts';
import { plainKey } from './identities.ts';

/** A key that can sign without asking anybody. */
export interface KeyAtHand {
  label: Words;
  key: ParsedKey;
}

/**
 * The key that is offered first, where it lies in a file without a passphrase: with it one may log in without asking
 * the node first which methods and which keys it takes. For RSA the node first has to say which hashes it knows.
 */
export async function keyAtHand(route: Route, { agentSocket, env }: AuthOptions): Promise<KeyAtHand | undefined> {
  if (!route.identityNamed && socketOf(route.identityAgent, agentSocket, env)) return undefined;
  for (const file of route.identityFiles) {
    const key = await plainKey(file);
    if (key === 'absent') continue;
    return key && key.type !== 'ssh-rsa' ? { label: texts.remote.key({ file }), key } : undefined;
  }
  return undefined;
}
