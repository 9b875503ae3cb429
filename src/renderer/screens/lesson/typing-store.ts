import { create } from 'zustand';
import type { StepId } from '../../../shared/run/steps.ts';

interface Typing {
  /** By lab: whether terminals stand beside the lesson. */
  dock: Record<string, boolean>;
  /** By lab and part: how many of its commands were put in, and when the last of them (ISO 8601). */
  put: Record<string, { count: number; at: string }>;
  /** By lab and step: when a terminal showed that it was done by hand. */
  seen: Record<string, Partial<Record<StepId, string>>>;
  open(lab: string): void;
  close(lab: string): void;
  went(key: string, count: number): void;
  saw(lab: string, step: StepId): void;
}

export const useTyping = create<Typing>((set) => ({
  dock: {},
  seen: {},
  put: {},
  open: (lab) => set(({ dock }) => ({ dock: { ...dock, [lab]: true } })),
  close: (lab) => set(({ dock }) => ({ dock: { ...dock, [lab]: false } })),
  went: (key, count) => set(({ put }) => ({ put: { ...put, [key]: { count, at: new Date().toISOString() } } })),
  saw: (lab, step) =>
    set(({ seen }) => ({ seen: { ...seen, [lab]: { ...seen[lab], [step]: new Date().toISOString() } } })),
}));
