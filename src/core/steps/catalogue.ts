import { daemon } from './daemon/daemon.ts';
import { etcd } from './etcd/etcd.ts';
import { image } from './image/image.ts';
import { network } from './network/network.ts';
import { interfaces } from './observe/interfaces.ts';
import { iperfNative, iperfOverlay } from './observe/iperf.ts';
import { ping } from './observe/ping.ts';
import { tunnel } from './observe/tunnel.ts';
import { preflight } from './preflight/preflight.ts';
import type { LabStep } from './support/lab-step.ts';
import { workers } from './workers/workers.ts';

/** The steps of the track `etcd`, in the tutorial's order; what needs what decides the real one. */
export const etcdTrack: readonly LabStep[] = [
  preflight,
  image,
  etcd,
  daemon,
  network,
  workers,
  interfaces,
  ping,
  iperfNative,
  iperfOverlay,
  tunnel,
];
