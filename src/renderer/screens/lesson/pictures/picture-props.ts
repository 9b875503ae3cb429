import type { TrackOutline } from '../../../../shared/tracks/outline.ts';
import type { LabCard } from '../../../../shared/wire/lab-card.ts';

/** What every picture draws: the lab as it is, not as an example has it. */
export interface PictureProps {
  track: Pick<TrackOutline, 'drawn'>;
  nodes: LabCard['nodes'];
  network: string;
  /** UDP port of the packets between the nodes. */
  dataPort: number;
}
