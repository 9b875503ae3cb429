import { isPlain } from '../picture/plain-word.ts';
import { spoken } from '../texts/text.ts';
import {
  keeperOf,
  type StoreChange,
  type StoreEntry,
  type StoreFacts,
  type StoreKeeper,
  type StoreKind,
} from './store.ts';

export const entryName = ({ name, heard }: StoreEntry): string =>
  heard ? spoken.store.heardOn({ name, ...heard }) : name;

/** `worker-1: 10.0.0.2/24, 02:42:0a:00:00:02, 192.168.236.130`. */
export const entryLine = (entry: StoreEntry): string =>
  spoken.store.entry({ name: entryName(entry), detail: entry.detail });

/** `endpoint worker-1 appeared (10.0.0.2/24, …)`. */
export function storeChangeLine({ did, entry }: StoreChange): string {
  const words = spoken.store;
  const common = { kind: words.kinds[entry.kind], name: entryName(entry), detail: entry.detail };
  if (did === 'changed' && entry.detail !== '') return words.isNow(common);
  return words.changed({ ...common, did: spoken.picture.did[did] });
}

/** What shows an entry, on whoever told of it. */
export function storeCommand(
  { kind, key, name, heard }: StoreEntry,
  { from, address }: Pick<StoreFacts, 'from' | 'address'>,
): { node: string; command: string } | undefined {
  const id = key.split('/').at(-1) ?? '';
  const words: Record<StoreKeeper, [string, string | undefined]> = {
    etcd: ['curl -s', `http://${address}:2379/v2/keys${key}`],
    raft: [inspectors[kind] ?? '', kind === 'agreed' ? name : id],
    gossip: ['docker network inspect --verbose', heard?.network],
  };
  const [command, of] = words[keeperOf(kind)];
  const node = heard?.node ?? from;
  return node !== undefined && of !== undefined && isPlain(of) ? { node, command: `${command} ${of}` } : undefined;
}

const inspectors: Partial<Record<StoreKind, string>> = {
  member: 'docker node inspect',
  agreed: 'docker network inspect',
  service: 'docker service inspect',
  task: 'docker inspect --type task',
};
