import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { WorkspaceProps } from './workspace-props.ts';

const Workspace = lazy(() => import('./workspace.tsx'));

/** xterm.js is loaded with the first terminal. */
export function TerminalWorkspace(props: WorkspaceProps) {
  return (
    <Suspense fallback={<Skeleton h="100%" radius={0} />}>
      <Workspace {...props} />
    </Suspense>
  );
}
