import { posix } from 'node:path';
import { z } from 'zod';
import { texts } from '../../../shared/texts/text.ts';
import { nothing, operation } from '../../machine/operation.ts';
import type { Node } from '../../machine/port.ts';
import { labUnitPaths } from '../lab-files.ts';
import { defineKind, type TakeBackOptions } from './kind.ts';

const schema = z.object({
  kind: z.literal('unit'),
  unit: z.string(),
  /** A unit of the lab's own, whose data goes with it: it need not end gracefully. */
  own: z.boolean(),
  before: z.object({ active: z.boolean(), enabled: z.boolean() }),
});

const ownUnits = labUnitPaths.map((path) => posix.basename(path));

/** A service of systemd's: whether it runs, and whether it starts with the node. */
export const unit = defineKind({
  schema,
  describe: ({ unit }) => texts.ledger.unit({ unit }),
  thing: ({ unit }) => `unit ${unit}`,
  fate: ({ own }) => (own ? 'remove' : 'restore'),
  // The lab's own ran never before; of others only the system's etcd makes room.
  isPlausible: ({ unit, own, before }) =>
    own ? ownUnits.includes(unit) && !before.active && !before.enabled : unit === 'etcd.service',
  takeBack: putUnitBack,
  withEarlier: (change, { before }) => ({ ...change, before }),
});

/** A unit runs, and starts with the node, as it did before; one of the lab's own need not end gracefully. */
export const unitRestore = operation<{ unit: string; own: boolean; active: boolean; enabled: boolean }>({
  name: 'unit.restore',
  program({ unit, own, active, enabled }) {
    // etcd hands its leadership over when it is asked to stop, and waits 5 s for a member that was stopped too.
    const stop = own ? 'systemctl kill -s KILL -- "$1" 2>/dev/null; systemctl stop -- "$1"' : 'systemctl stop -- "$1"';
    const script = `
enabled=$(systemctl is-enabled -- "$1" 2>/dev/null)
[ "$3" = "$([ "$enabled" = enabled ] && echo yes || echo no)" ] || systemctl --no-reload "$([ "$3" = yes ] && echo enable || echo disable)" -q "$1" || :
if [ "$2" = yes ]; then systemctl start -- "$1"; else ${stop}; systemctl reset-failed -- "$1" 2>/dev/null; :; fi`;
    const word = (value: boolean) => (value ? 'yes' : 'no');
    return { script, words: [unit, word(active), word(enabled)], timeout: 120_000 };
  },
  read: nothing,
});

async function putUnitBack(
  node: Node,
  { unit, before, own }: z.infer<typeof schema>,
  { signal }: TakeBackOptions,
): Promise<undefined> {
  await node.run(unitRestore, { unit, own, ...before }, { signal });
}
