import type { LabCard } from '../../../shared/contract.ts';

/** What every picture draws: the lab as it is, not as an example has it. */
export interface PictureProps {
  nodes: LabCard['nodes'];
  network: string;
}
