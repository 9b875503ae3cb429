import type { TrackId } from '../../shared/tracks/tracks.ts';
import type { Track } from './common/track.ts';
import { etcdTrack } from './etcd/track.ts';
import { ovsTrack } from './ovs/track.ts';
import { routedTrack } from './routed/track.ts';
import { swarmTrack } from './swarm/track.ts';
import { vxlanTrack } from './vxlan/track.ts';

const tracks: Record<TrackId, Track> = {
  etcd: etcdTrack,
  swarm: swarmTrack,
  vxlan: vxlanTrack,
  routed: routedTrack,
  ovs: ovsTrack,
};

export const trackOf = ({ track }: { track: TrackId }): Track => tracks[track];
