import {
  hasStore,
  keeperOf,
  type StoreChange,
  type StoreEntry,
  type StoreFacts,
  storeGroups,
} from '../../shared/store/store.ts';
import { entryLine, storeChangeLine } from '../../shared/store/store-words.ts';
import { spoken } from '../../shared/texts/text.ts';
import { paint } from './paint.ts';
import type { Style } from './style.ts';

/** What a store keeps: by who keeps it and by kind, each kind with a sentence. */
export function storeLines(facts: StoreFacts, style: Style): string[] {
  const words = spoken.store;
  if (!hasStore(facts)) return [spoken.cli.storeNone];
  if (facts.from === undefined) return [words.nobodyTells];
  if (facts.entries.length === 0) return [words.from({ node: facts.from }), words.empty];
  let keeper: string | undefined;
  const groups = storeGroups(facts.entries).flatMap(({ kind, entries }) => {
    const own = keeperOf(kind);
    const head = own === keeper ? [] : ['', paint(style, 'bold', words.keepers[own])];
    keeper = own;
    return [
      ...head,
      '',
      paint(style, 'dim', `  ${words.about[kind]}`),
      ...entries.flatMap((one) => [`  ${words.kinds[kind]} ${entryLine(one)}`, ...keyLine(one, style)]),
    ];
  });
  const more = facts.more > 0 ? ['', words.more({ count: facts.more })] : [];
  return [words.from({ node: facts.from }), ...groups, ...more];
}

/** A key of etcd can be asked for; what a swarm keeps has none. */
const keyLine = ({ key, kind }: StoreEntry, style: Style): string[] =>
  keeperOf(kind) === 'etcd' ? [paint(style, 'dim', `    ${key}`)] : [];

/** `12:03:04  endpoint worker-1 appeared (10.0.0.2/24, …)`, with the sentence of its kind. */
export function storeChangeLines(changes: readonly StoreChange[], at: Date, style: Style): string[] {
  const time = at.toLocaleTimeString('en-GB');
  const lines = changes.map((one) => ({ kind: one.entry.kind, line: `${time}  ${storeChangeLine(one)}` }));
  return lines.flatMap(({ kind, line }, index) =>
    lines.findIndex((one) => one.kind === kind) === index
      ? [line, paint(style, 'dim', `          ${spoken.store.about[kind]}`)]
      : [line],
  );
}
