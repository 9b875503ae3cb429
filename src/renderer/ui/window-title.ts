import { useEffect } from 'react';
import { create } from 'zustand';

/** What the screen in view is called; the frame makes the window's title of it. */
export const useScreenName = create<{ name: string }>(() => ({ name: '' }));

export function useNameOfScreen(name: string): void {
  useEffect(() => useScreenName.setState({ name }), [name]);
}
