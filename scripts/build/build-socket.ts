import path from 'node:path';

/** Whoever builds into `out` holds this one. Beside the dependencies: what is in `out` goes into packages. */
export const buildSocket = (root: string): string =>
  path.join(root, 'node_modules', '.cache', 'overlay-lab', 'build.sock');
