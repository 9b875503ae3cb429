import { type ComponentType, lazy } from 'react';
import type { PartId } from '../state/parts.ts';
import type { PictureProps } from './pictures/picture-props.ts';

/** Each is loaded when its part is looked at. */
export const pictures: Record<PartId, ComponentType<PictureProps>> = {
  prerequisites: lazy(() => import('./pictures/prerequisites-picture.tsx')),
  etcd: lazy(() => import('./pictures/etcd-picture.tsx')),
  daemons: lazy(() => import('./pictures/daemons-picture.tsx')),
  network: lazy(() => import('./pictures/network-picture.tsx')),
  containers: lazy(() => import('./pictures/containers-picture.tsx')),
  ping: lazy(() => import('./pictures/ping-picture.tsx')),
  performance: lazy(() => import('./pictures/performance-picture.tsx')),
  vxlan: lazy(() => import('./pictures/vxlan-picture.tsx')),
};
