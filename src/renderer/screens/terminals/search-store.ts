import type { Terminal } from '@xterm/xterm';
import { create } from 'zustand';

/** The terminal in which something is being searched. */
export const useSearch = create<{ open?: Terminal }>(() => ({}));
