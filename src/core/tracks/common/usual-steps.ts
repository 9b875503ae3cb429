import { interfaces } from './observe/interfaces.ts';
import { iperfNative, iperfOverlay } from './observe/iperf.ts';
import { ping } from './observe/ping.ts';
import { tunnel } from './observe/tunnel.ts';
import { workers } from './workers/workers.ts';

/** The work behind the steps with which every track ends. */
export const working = {
  workers,
  interfaces,
  ping,
  'iperf-native': iperfNative,
  'iperf-overlay': iperfOverlay,
  tunnel,
};
