import { create } from 'zustand';

interface Typing {
  /** By lab: whether terminals stand beside the lesson. */
  dock: Record<string, boolean>;
  /** By lab and part: how many of its commands were put in, and when the last of them (ISO 8601). */
  put: Record<string, { count: number; at: string }>;
  open(lab: string): void;
  close(lab: string): void;
  went(key: string, count: number): void;
}

export const useTyping = create<Typing>((set) => ({
  dock: {},
  put: {},
  open: (lab) => set(({ dock }) => ({ dock: { ...dock, [lab]: true } })),
  close: (lab) => set(({ dock }) => ({ dock: { ...dock, [lab]: false } })),
  went: (key, count) => set(({ put }) => ({ put: { ...put, [key]: { count, at: new Date().toISOString() } } })),
}));
