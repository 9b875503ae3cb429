import { createRequire } from 'node:module';
import type Dockerode from 'dockerode';

/**
 * Dockerode without its sessions for BuildKit, which we never open: they bring gRPC and protobuf, two thirds of what it
 * loads, and a run would wait for them while it connects. The desktop app bundles it another way (scripts/desktop/bundle).
 */
export function library(): typeof Dockerode {
  const load = createRequire(import.meta.url);
  const sessions = load.resolve('dockerode/lib/session');
  load.cache[sessions] ??= { exports: noSessions } as NodeJS.Module;
  return load('dockerode') as typeof Dockerode;
}

function noSessions(): never {
  throw new Error('Sessions of BuildKit are not loaded here');
}
