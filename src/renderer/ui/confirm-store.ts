import { create } from 'zustand';

export interface Confirmation {
  title: string;
  text: string;
  /** Shown word for word, in lines: what will happen exactly, or what will be sent. */
  detail?: string;
  /** What is asked about, where the detail may change while nobody has answered: it is renewed by `renewQuestion`. */
  topic?: string;
  yes: string;
  danger?: boolean;
  act: () => unknown;
}

export const useConfirm = create<{ open?: Confirmation }>(() => ({}));

/** Says what is so by now in the open question, where it is about the same. */
export function renewQuestion(next: Confirmation & { topic: string }): void {
  const { open } = useConfirm.getState();
  if (open?.topic === next.topic && open.detail !== next.detail) useConfirm.setState({ open: next });
}

/** Asks before `act` is done. */
export function confirmWith(open: Confirmation): void {
  useConfirm.setState({ open });
}
