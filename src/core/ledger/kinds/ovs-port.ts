import { isIPv4 } from 'node:net';
import { z } from 'zod';
import { texts } from '../../../shared/texts/text.ts';
import { portTakeAway } from '../../machine/open-switch.ts';
import { defineKind } from './kind.ts';

const schema = z.object({ kind: z.literal('ovs-port'), name: z.string(), remote: z.string() });

/** A tunnel to another machine: a port of Open vSwitch, known by its mark. */
export const ovsPort = defineKind({
  schema,
  describe: ({ name, remote }) => texts.ledger.ovsPort({ name, remote }),
  thing: ({ name }) => `ovs-port ${name}`,
  isPlausible: ({ name, remote }) => /^vx-[1-9]\d{0,3}$/.test(name) && isIPv4(remote),
  async takeBack(node, { name, remote }, { lab, signal }) {
    const isGone = await node.run(portTakeAway, { lab, name, remote }, { signal });
    return isGone ? undefined : texts.ledger.linkLeft;
  },
});
