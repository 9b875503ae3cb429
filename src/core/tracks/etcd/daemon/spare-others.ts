import { LabError } from '../../../../shared/errors.ts';
import { othersInStore, removeStoreNetwork, type StoreNetwork } from '../../../machine/store-networks.ts';
import type { LabContext } from '../../common/support/lab-step.ts';

/**
 * With the store all networks in it go, and containers on them end: so others' networks are looked for before anything is
 * taken back. Once for all nodes, since all see the same ones. Throws `refused` where one is there and may not be cut off.
 */
export function spareOthers(context: LabContext): Promise<void> {
  return context.once('others-in-store', () => spare(context));
}

async function spare({ nodes, lab, options, signal, stands, log }: LabContext): Promise<void> {
  // Whoever started etcd and the engines by hand keeps them, and all that is in that store.
  if (!stands('daemon') && !stands('etcd')) return;
  const found = await othersInStore(nodes, { lab: lab.name, network: lab.network.name, signal });
  if (found.length === 0) return;
  if (options.includeUnowned !== true) throw refusal(found, nodes[0]?.name ?? '');
  for (const one of found) {
    await removeStoreNetwork(one, nodes);
    log(`${toldOf(one)}: disconnected and removed, because it is in the lab's store; containers are kept.`);
  }
}

const othersOn = ({ users }: StoreNetwork) => users.filter(({ isOurs }) => !isOurs);

function toldOf(one: StoreNetwork): string {
  const { name } = one;
  const others = othersOn(one).map((user) => `${user.name} on ${user.node.name}`);
  return `network ${name}${others.length > 0 ? ` (used by ${others.join(', ')})` : ''}`;
}

/** A network may have any name; most need no quotes. */
const word = (name: string): string => (/^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`);

function refusal(found: readonly StoreNetwork[], first: string): LabError {
  const commands = found.flatMap((one) => [
    ...othersOn(one).map(
      (user) => `on ${user.node.name}: docker network disconnect -f ${word(one.name)} ${word(user.name)}`,
    ),
    `on ${first}: docker network rm ${word(one.name)}`,
  ]);
  return new LabError(
    'refused',
    `The lab's store also holds what the lab did not create and would be lost with it: ${found.map(toldOf).join('; ')}`,
    {
      node: first,
      remedy: `Remove it yourself (${commands.join('; ')}) and reset again; or reset with --include-unowned, which does the same. The containers are kept.`,
      diagnosis: 45,
    },
  );
}
