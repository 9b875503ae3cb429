import { create } from 'zustand';
import type { Watched } from '../../shared/wire/shoulder.ts';
import type { keyboardWords } from '../../shared/wire/terminal-frames.ts';

/** A terminal of this window at which somebody looks. */
export interface Shoulder {
  node: string;
  container?: string | undefined;
  watched: Watched;
  /** Answers who looks, by way of the terminal's own channel. */
  say: (says: (typeof keyboardWords)[number]) => void;
}

/** By terminal; only those at which somebody looks now. */
export const useShoulders = create<{ all: Record<string, Shoulder> }>(() => ({ all: {} }));

export function setShoulder(terminal: string, shoulder: Shoulder | undefined): void {
  useShoulders.setState(({ all: { [terminal]: _, ...others } }) => ({
    all: shoulder && shoulder.watched.looking > 0 ? { ...others, [terminal]: shoulder } : others,
  }));
}
