import type { LabCard } from '../../../shared/wire/contract.ts';

export interface WorkspaceProps {
  card: LabCard;
  /** Beside the lesson: less around it, and it can be closed. */
  compact?: boolean;
  onClose?: () => void;
}
