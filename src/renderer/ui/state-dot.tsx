import type { LabCard } from '../../shared/wire/lab-card.ts';

const colours: Record<LabCard['state'], string> = {
  running: 'var(--lab-good)',
  stopped: 'var(--mantine-color-gray-5)',
  partly: 'var(--lab-store)',
  unknown: 'var(--lab-underlay)',
  invalid: 'var(--lab-bad)',
};

/** A colour beside a name that is also said in words. */
export function StateDot({ state }: { state: LabCard['state'] }) {
  return (
    <span
      aria-hidden="true"
      style={{ width: 9, height: 9, borderRadius: 9, background: colours[state], display: 'inline-block' }}
    />
  );
}
