import { interfacesOn } from './observe/interfaces.ts';
import { iperfNative, iperfOverlay } from './observe/iperf.ts';
import { pingOver } from './observe/ping.ts';
import { overlayTunnel, tunnelAt } from './observe/tunnel.ts';
import { overlayWay, type Way } from './support/way.ts';
import { workersOn } from './workers/workers.ts';

/** The work behind the steps with which every track ends. */
export const workingOver = (way: Way) => ({
  workers: workersOn(way),
  interfaces: interfacesOn(way),
  ping: pingOver(way),
  'iperf-native': iperfNative,
  'iperf-overlay': iperfOverlay(way),
});

/** On an overlay of Docker's. */
export const working = { ...workingOver(overlayWay), tunnel: tunnelAt(overlayTunnel) };
