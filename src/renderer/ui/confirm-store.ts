import { create } from 'zustand';

export interface Confirmation {
  title: string;
  text: string;
  /** Shown word for word, in lines: what will happen exactly, or what will be sent. */
  detail?: string;
  yes: string;
  danger?: boolean;
  act: () => unknown;
}

export const useConfirm = create<{ open?: Confirmation }>(() => ({}));

/** Asks before `act` is done. */
export function confirmWith(open: Confirmation): void {
  useConfirm.setState({ open });
}
