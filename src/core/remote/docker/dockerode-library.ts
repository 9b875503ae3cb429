import { createRequire } from 'node:module';
import type Dockerode from 'dockerode';

/**
 * Dockerode without what builds images, of which we build none: its sessions for BuildKit bring gRPC and protobuf, two thirds of
 * what it loads, its archives half of the rest, and a run would wait for them while it connects. The desktop app bundles it another way (scripts/desktop/bundle).
 */
export function library(): typeof Dockerode {
  const load = createRequire(import.meta.url);
  const ofDockerode = createRequire(load.resolve('dockerode'));
  for (const name of ['dockerode/lib/session', 'tar-fs'])
    load.cache[ofDockerode.resolve(name)] ??= { exports: notLoaded } as NodeJS.Module;
  return load('dockerode') as typeof Dockerode;
}

function notLoaded(): never {
  throw new Error('What builds images is not loaded here');
}
