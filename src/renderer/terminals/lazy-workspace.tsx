import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { LabCard } from '../../shared/contract.ts';

const Workspace = lazy(() => import('./workspace.tsx'));

export interface WorkspaceProps {
  card: LabCard;
  /** Beside the lesson: less around it, and it can be closed. */
  compact?: boolean;
  onClose?: () => void;
}

/** xterm.js is loaded with the first terminal. */
export function TerminalWorkspace(props: WorkspaceProps) {
  return (
    <Suspense fallback={<Skeleton h="100%" radius={0} />}>
      <Workspace {...props} />
    </Suspense>
  );
}
