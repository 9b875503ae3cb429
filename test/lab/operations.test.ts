import { afterAll, beforeAll, describe, test } from 'vitest';
import { noPrompts } from '../../src/core/remote/auth/prompts.ts';
import { connectNode } from '../../src/core/remote/connect.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { labFile, mustPerform } from '../support/nodes/run-lab.ts';
import type { Place } from './operations/place.ts';
import { built, plain } from './operations/proofs.ts';

describe.skipIf(!labFile)('an operation does on a real node what its name says', () => {
  const fresh = freshForAll();
  const place = {} as Place;

  beforeAll(async () => {
    const { lab, baseDir } = fresh.loaded;
    const env = { ...process.env, SSH_AUTH_SOCK: undefined };
    const [node, other] = await Promise.all(
      lab.nodes.map(({ name, address, ssh }) =>
        connectNode({ name, address, ssh, baseDir, ownFiles: true }, { prompts: noPrompts, env }),
      ),
    );
    if (!node || !other) throw new Error('a lab has two nodes at least');
    Object.assign(place, { node, other, lab: lab.name, network: lab.network.name });
  });

  afterAll(async () => {
    await Promise.all([place.node, place.other].map((one) => one?.close()));
  });

  test.each(Object.entries(plain))('%s', (_, proof) => proof(place));

  describe('where a lab stands', () => {
    beforeAll(async () => {
      await mustPerform(fresh.loaded, { command: 'run', only: ['image', 'etcd', 'daemon', 'network', 'workers'] });
    });

    test.each(Object.entries(built))('%s', (_, proof) => proof(place));
  });
});
