import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { create } from 'zustand';

export type Tone = 'good' | 'plain' | 'bad';

export interface Notice {
  id: number;
  at: number;
  tone: Tone;
  title: string;
  message: string;
}

/** More than anyone reads back. */
const most = 100;

/** What was said in this window, newest first; a notice is gone from the screen before one has read it. */
export const useNotices = create<{ all: Notice[]; unseen: number; shown: boolean }>(() => ({
  all: [],
  unseen: 0,
  shown: false,
}));

const colours: Record<Tone, string> = { good: 'green', plain: 'gray', bad: 'red' };

type News = Pick<Notice, 'tone' | 'title' | 'message'> & {
  /** The person sees it already where they are: it is only kept. */
  seen?: boolean;
};

/** Says something in a corner of the window for some seconds, and keeps it. */
export function notify({ tone, title, message, seen = false }: News): void {
  useNotices.setState(({ all, unseen }) => ({
    all: [{ id: (all[0]?.id ?? 0) + 1, at: Date.now(), tone, title, message }, ...all].slice(0, most),
    unseen: seen ? unseen : Math.min(unseen + 1, most),
  }));
  if (seen) return;
  notifications.show({
    color: colours[tone],
    title,
    message,
    ...(tone === 'bad' && { autoClose: 10_000 }),
    closeButtonProps: { 'aria-label': i18next.t('frame.close') },
  });
}

/** The list of them: whoever opens or closes it has seen all. */
export const openNotices = (): void => useNotices.setState({ shown: true, unseen: 0 });
export const closeNotices = (): void => useNotices.setState({ shown: false, unseen: 0 });
export const clearNotices = (): void => useNotices.setState({ all: [], unseen: 0 });
