import { homeOf, pathOf } from '../config/route.ts';
import type { Prompts } from './prompts.ts';

export interface AuthOptions {
  prompts: Prompts;
  env: NodeJS.ProcessEnv;
  agentSocket?: string;
}

/** `IdentityAgent` of ~/.ssh/config: a path, a variable that holds one, or none. */
export function socketOf(
  named: string | undefined,
  usual: string | undefined,
  env: NodeJS.ProcessEnv,
): string | undefined {
  if (named === undefined || named === 'SSH_AUTH_SOCK') return usual;
  if (named === 'none') return undefined;
  return named.startsWith('$') ? env[named.slice(1)] : pathOf(named, homeOf(env), env);
}
