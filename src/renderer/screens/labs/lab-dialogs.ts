import { create } from 'zustand';
import { go } from '../../state/route.ts';

/** Which of the two ways to a lab is open, and the file that was dropped for it. A form that was opened once keeps what is in it. */
export const useLabDialog = create<{ open?: 'practice' | 'own'; dropped?: File; keepsForm?: boolean }>(() => ({}));

/** From anywhere in the window. */
export function openLabDialog(open: 'practice' | 'own', dropped?: File): void {
  useLabDialog.setState({ open, dropped, ...(open === 'own' && { keepsForm: true }) });
  go({ screen: 'labs' });
}

export const closeLabDialog = (): void => useLabDialog.setState({ open: undefined, dropped: undefined });
