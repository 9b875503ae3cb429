import type { WatchNews } from '../../core/watch/watch-news.ts';
import { spoken } from '../../shared/texts/text.ts';

/** What changed on a node, in a line: when, where, what it is, and who made it. */
export function newsLines(news: WatchNews): string[] {
  const time = clock(news.at);
  if (news.type === 'drill')
    return [news.is === 'begun' ? spoken.cli.watchSecret({ time }) : spoken.cli.watchOpen({ time })];
  const { node } = news;
  if (news.type === 'many') {
    const kinds = news.kinds.map((kind) => spoken.watch[kind]);
    return [spoken.cli.watchMany({ time, node, kinds })];
  }
  if (news.type === 'seen') {
    const { seen, lacks } = news;
    if (seen.state === 'unknown') {
      const last = seen.last === undefined ? spoken.cli.watchNever : spoken.cli.watchLast({ time: clock(seen.last) });
      return [spoken.cli.watchUnknown({ time, node, reason: seen.error.message, last })];
    }
    return [
      spoken.cli.watchSeen({ time, node }),
      ...(lacks.length > 0 ? [spoken.cli.watchLacks({ time, node, lacks })] : []),
    ];
  }
  const did = news.did === 'happened' ? news.detail : spoken.watch[news.did];
  const detail = news.did === 'happened' || news.detail === '' ? '' : ` (${news.detail})`;
  const what = `${spoken.watch[news.kind]} ${news.name}`;
  const by = news.by ? `; ${spoken.watch[byWords[news.by]]}` : '';
  return [spoken.cli.watchChange({ time, node, what, did: `${did}${detail}${by}` })];
}

const byWords = { app: 'byApp', hand: 'byHand', other: 'byOther', unknown: 'byUnknown' } as const;

/** The time of the day here. */
function clock(at: string): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((one) => String(one).padStart(2, '0')).join(':');
}
