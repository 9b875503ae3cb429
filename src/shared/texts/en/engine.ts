export const engine = {
  stepSays: ({ step, summary }: { step: string; summary: string }) => `${step}: ${summary}`,
  neededFirst: ({ step, summary }: { step: string; summary: string }) =>
    `${step} is needed first but was not selected: ${summary}`,
  neededFirstRemedy: ({ step }: { step: string }) => `Run it too: --only ${step},…`,
  appliedNotProved: ({ step, summary }: { step: string; summary: string }) =>
    `${step} was applied, but the check afterwards says: ${summary}`,
  wasInterrupted: ({ summary }: { summary: string }) => `was interrupted while changing something; ${summary}`,
};
