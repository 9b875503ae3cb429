import { LabError } from '../../../../shared/errors.ts';
import { texts, type Words } from '../../../../shared/texts/text.ts';
import { othersInStore, removeStoreNetwork, type StoreNetwork } from '../../../machine/store-networks.ts';
import type { LabContext } from '../../common/support/lab-step.ts';
import { beginLook, lookedFor } from '../../common/support/looks.ts';

/**
 * With the store all networks in it go, and containers on them end: so others' networks are looked for before anything is
 * taken back. Once for all nodes, since all see the same ones. Throws `refused` where one is there and may not be cut off.
 */
export function spareOthers(context: LabContext): Promise<void> {
  return context.once('others-in-store', () => spare(context));
}

/** Asked ahead, with what else is looked at before anything is taken back. */
export function beginOthers(context: LabContext): void {
  if (mayHave(context)) beginLook(context, 'others', () => findOthers(context));
}

// Whoever started etcd and the engines by hand keeps them, and all that is in that store.
const mayHave = ({ stands }: LabContext): boolean => stands('daemon') || stands('etcd');

const findOthers = ({ nodes, lab, signal }: LabContext): Promise<StoreNetwork[]> =>
  othersInStore(nodes, { lab: lab.name, network: lab.network.name, signal });

async function spare(context: LabContext): Promise<void> {
  const { nodes, options, log } = context;
  if (!mayHave(context)) return;
  const found = await lookedFor(context, 'others', () => findOthers(context));
  if (found.length === 0) return;
  if (options.includeUnowned !== true) throw refusal(found, nodes[0]?.name ?? '');
  for (const one of found) {
    await removeStoreNetwork(one, nodes);
    log(texts.etcd.networkRemoved({ network: toldOf(one) }));
  }
}

const othersOn = ({ users }: StoreNetwork) => users.filter(({ isOurs }) => !isOurs);

function toldOf(one: StoreNetwork): Words {
  const { name } = one;
  const users = othersOn(one).map((user) => texts.etcd.user({ name: user.name, node: user.node.name }));
  return users.length > 0 ? texts.etcd.networkUsed({ name, users }) : texts.etcd.network({ name });
}

/** A network may have any name; most need no quotes. */
const word = (name: string): string => (/^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`);

function refusal(found: readonly StoreNetwork[], first: string): LabError {
  const commands = found.flatMap((one) => [
    ...othersOn(one).map((user) => {
      const command = `docker network disconnect -f ${word(one.name)} ${word(user.name)}`;
      return texts.etcd.onNode({ node: user.node.name, command });
    }),
    texts.etcd.onNode({ node: first, command: `docker network rm ${word(one.name)}` }),
  ]);
  return new LabError('refused', texts.etcd.othersInStore({ networks: found.map(toldOf) }), {
    node: first,
    remedy: texts.etcd.othersInStoreRemedy({ commands }),
    diagnosis: 45,
  });
}
