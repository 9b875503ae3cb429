import { type ComponentType, lazy } from 'react';
import type { PartId } from '../state/parts.ts';
import type { PictureProps } from './pictures/picture-props.ts';

type Load = () => Promise<{ default: ComponentType<PictureProps> }>;

const picture = (load: Load) => ({ load, Picture: lazy(load) });

/** One of each part, in files of their own: none is needed before the lesson is opened. */
export const pictures: Record<PartId, ReturnType<typeof picture>> = {
  prerequisites: picture(() => import('./pictures/prerequisites-picture.tsx')),
  etcd: picture(() => import('./pictures/etcd-picture.tsx')),
  daemons: picture(() => import('./pictures/daemons-picture.tsx')),
  network: picture(() => import('./pictures/network-picture.tsx')),
  containers: picture(() => import('./pictures/containers-picture.tsx')),
  ping: picture(() => import('./pictures/ping-picture.tsx')),
  performance: picture(() => import('./pictures/performance-picture.tsx')),
  vxlan: picture(() => import('./pictures/vxlan-picture.tsx')),
};
