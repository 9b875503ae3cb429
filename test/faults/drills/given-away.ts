import { setTimeout as wait } from 'node:timers/promises';
import type { LoadedLab } from '../../../src/core/lab/load-lab.ts';
import { drillStep } from '../../../src/core/ledger/kinds/drill-note.ts';
import { noPrompts } from '../../../src/core/remote/auth/prompts.ts';
import { labStatus } from '../../../src/core/runs/lab-status.ts';
import { watchLab } from '../../../src/core/watch/watch-lab.ts';
import type { WatchNews } from '../../../src/core/watch/watch-news.ts';

/** So long it is listened after a drill was begun: engines and members take their time to be missed. */
const listenMs = 6_000;

/** What a watch told of the nodes, and status says otherwise, while a drill began as a surprise: nothing, if all is well. */
export async function givenAway(loaded: LoadedLab, begin: () => Promise<unknown>): Promise<string[]> {
  const trusted = { ...loaded, ownFiles: true };
  const over = new AbortController();
  const told: WatchNews[] = [];
  const seen = Promise.withResolvers<void>();
  const watching = watchLab(trusted, {
    prompts: noPrompts,
    signal: over.signal,
    tell: (news) => {
      told.push(news);
      const now = told.flatMap((one) => (one.type === 'seen' && one.seen.state === 'now' ? [one.node] : []));
      if (new Set(now).size === loaded.lab.nodes.length) seen.resolve();
    },
  });
  try {
    await Promise.race([seen.promise, wait(30_000)]);
    const before = await statusOf(loaded);
    const at = told.length;
    await begin();
    await wait(listenMs);
    const news = told.slice(at).flatMap((one) => (one.type === 'seen' || one.type === 'drill' ? [] : [inShort(one)]));
    const isSaid = told.slice(at).some((one) => one.type === 'drill' && one.is === 'begun');
    const after = await statusOf(loaded);
    return [
      ...news.slice(0, 5).map((one) => `watch: ${one}`),
      ...(isSaid ? [] : ['watch: did not say that a drill is running']),
      ...[...after].filter((line) => !before.has(line)).map((line) => `status: ${line}`),
      ...[...before].filter((line) => !after.has(line)).map((line) => `status, no more: ${line}`),
    ];
  } finally {
    over.abort();
    await watching;
  }
}

const inShort = (news: Exclude<WatchNews, { type: 'seen' | 'drill' }>): string =>
  news.type === 'many' ? `many on ${news.node}` : `${news.node}: ${news.kind} ${news.name} ${news.did} ${news.detail}`;

/** A line a thing; the line of the drill itself is on each node. */
async function statusOf(loaded: LoadedLab): Promise<Set<string>> {
  const signal = AbortSignal.timeout(60_000);
  const { nodes } = await labStatus({ ...loaded, ownFiles: true }, { prompts: noPrompts, signal });
  return new Set(
    nodes.flatMap(({ name, changes, texts: _, before: __, ...rest }) => [
      ...changes.filter(({ step }) => step !== drillStep).map(({ step, change }) => `${name} ${step} ${change}`),
      ...Object.entries(rest).flatMap(([key, value]) =>
        key === 'typed' && typeof value === 'object' && 'things' in value
          ? value.things.map((one) => `${name} typed ${JSON.stringify(one)}`)
          : [`${name} ${key} ${JSON.stringify(value)}`],
      ),
    ]),
  );
}
