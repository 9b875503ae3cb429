import type { TrustedLab } from '../lab/trusted-lab.ts';
import { noPrompts, type Prompts } from '../remote/auth/prompts.ts';
import { connectNode, type Target } from '../remote/connect.ts';
import { LabWatch } from './lab-watch.ts';
import type { WatchNews } from './watch-news.ts';

export interface WatchRequest {
  /** For the first connection to each node; a later one is made only where it needs no question. */
  prompts: Prompts;
  tell: (news: WatchNews) => void;
  signal: AbortSignal;
}

/** Watches a lab on connections of its own, until the signal; never rejects. */
export async function watchLab(lab: TrustedLab, { prompts, tell, signal }: WatchRequest): Promise<void> {
  const asked = new Set<string>();
  const connect = (target: Target, waiting: AbortSignal) => {
    const answers = asked.has(target.name) ? noPrompts : prompts;
    asked.add(target.name);
    return connectNode(target, { prompts: answers, signal: waiting });
  };
  await new LabWatch(lab, { connect, tell }).run(signal);
}

export type WatchLab = typeof watchLab;
