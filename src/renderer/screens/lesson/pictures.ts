import { type ComponentType, lazy } from 'react';
import type { PictureProps } from './pictures/picture-props.ts';

type Load = () => Promise<{ default: ComponentType<PictureProps> }>;

const picture = (load: Load) => ({ load, Picture: lazy(load) });

/** One of each part, in files of their own: none is needed before the lesson is opened. */
const shared = {
  prerequisites: picture(() => import('./pictures/prerequisites-picture.tsx')),
  containers: picture(() => import('./pictures/containers-picture.tsx')),
  ping: picture(() => import('./pictures/ping-picture.tsx')),
  performance: picture(() => import('./pictures/performance-picture.tsx')),
  vxlan: picture(() => import('./pictures/vxlan-picture.tsx')),
};

const byTrack: Record<string, Record<string, ReturnType<typeof picture>>> = {
  etcd: {
    ...shared,
    etcd: picture(() => import('./pictures/etcd-picture.tsx')),
    daemons: picture(() => import('./pictures/daemons-picture.tsx')),
    network: picture(() => import('./pictures/network-picture.tsx')),
  },
  swarm: {
    ...shared,
    swarm: picture(() => import('./pictures/swarm-picture.tsx')),
    network: picture(() => import('./pictures/swarm-network-picture.tsx')),
  },
};

/** The drawing of a part, where it has one. */
export const pictureOf = (track: string, part: string) => byTrack[track]?.[part]?.Picture;

/** Loads a track's drawings beforehand. */
export function loadPictures(track: string): void {
  for (const { load } of Object.values(byTrack[track] ?? {})) load().catch(() => undefined);
}
