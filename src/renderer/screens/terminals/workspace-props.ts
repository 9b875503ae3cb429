import type { LabCard } from '../../../shared/wire/lab-card.ts';

export interface WorkspaceProps {
  card: LabCard;
  /** Beside the lesson: less around it, and it can be closed. */
  compact?: boolean;
  onClose?: () => void;
}
