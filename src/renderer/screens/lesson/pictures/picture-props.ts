import type { LabCard } from '../../../../shared/wire/contract.ts';

/** What every picture draws: the lab as it is, not as an example has it. */
export interface PictureProps {
  track: string;
  nodes: LabCard['nodes'];
  network: string;
}
