import { z } from 'zod';
import type { StepId } from '../run/steps.ts';
import { etcdOutline } from './etcd.ts';
import { placeIn, type TrackOutline } from './outline.ts';
import { ovsOutline } from './ovs.ts';
import { routedOutline } from './routed.ts';
import { swarmOutline } from './swarm.ts';
import { vxlanOutline } from './vxlan.ts';

/** Every track that a lab file may name; overlays of Docker's own come first, the tutorial's before all. */
const outlines = {
  etcd: etcdOutline,
  swarm: swarmOutline,
  vxlan: vxlanOutline,
  routed: routedOutline,
  ovs: ovsOutline,
} as const;

export type TrackId = keyof typeof outlines;
export const trackIds = Object.keys(outlines) as TrackId[];
export const trackIdSchema = z.enum(trackIds as [TrackId, ...TrackId[]]);

export const outlineOf = (track: TrackId): TrackOutline => outlines[track];

/** Every step of every track, each once, in the order in which tracks and steps are listed. */
export const stepIds: readonly StepId[] = [
  ...new Set(trackIds.flatMap((track) => outlineOf(track).steps.map(({ id }) => id))),
];

/** The same where what one of them needs beside the engine is known of each node. */
export const tracksOn = (
  nodes: readonly { version?: string | undefined; hasOpenSwitch?: boolean | undefined }[],
): TrackId[] =>
  tracksFor(nodes.flatMap(({ version }) => version ?? [])).filter(
    (id) => id !== 'ovs' || nodes.every(({ hasOpenSwitch }) => hasOpenSwitch),
  );

/** Tracks that all these engines can do, the one to take first. */
export const tracksFor = (versions: readonly string[]): TrackId[] =>
  trackIds.filter((id) => versions.every((version) => placeIn(outlineOf(id).engines, version) === 'within'));
