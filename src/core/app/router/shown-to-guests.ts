import type { ClassView } from '../../../shared/wire/class-view.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import type { Guest } from './rights.ts';

/** Cards of their own labs, without where files are on the machine that serves. */
export const cards = (all: readonly LabCard[], guest: Guest): LabCard[] =>
  all.filter(({ id }) => guest.labs().has(id)).map((card) => ({ ...card, file: '' }));

/** What is of their own labs. */
export const ofLabs = <T extends { lab?: string | undefined }>(all: readonly T[], guest: Guest): T[] =>
  all.filter(({ lab }) => lab !== undefined && guest.labs().has(lab));

export const classes = (all: readonly ClassView[], guest: Guest): ClassView[] =>
  all.filter(({ name }) => name === guest.class).map((view) => ({ ...view, file: '' }));
