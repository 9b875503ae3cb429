import { z } from 'zod';
import { texts } from '../../../shared/texts/text.ts';
import { type Gwbridge, lookAtGwbridge, removeGwbridge } from '../../machine/gwbridge.ts';
import { defineKind } from './kind.ts';

/** docker_gwbridge, which the engine makes by itself with the first container on an overlay. */
export const gwbridge = defineKind({
  schema: z.object({ kind: z.literal('gwbridge') }),
  describe: () => texts.ledger.gwbridge,
  thing: () => 'gwbridge',
  isPlausible: () => true,
  look: (node, { lab }) => lookAtGwbridge(node, lab),
  async takeBack(node, _change, { before, looked }) {
    if (!before?.networks.some(({ name }) => name === 'docker_gwbridge'))
      await removeGwbridge(node, looked as Gwbridge | undefined);
    return undefined;
  },
});
