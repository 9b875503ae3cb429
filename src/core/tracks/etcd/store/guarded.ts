import { vxlanPort } from '../../../../shared/lab/lab.ts';
import type { Guarded } from '../../common/support/guard-rules.ts';
import { clientPort, gossipPort, peerPort } from '../../common/support/names.ts';

/** All that the tutorial opens on a node. */
export const storeGuarded: Guarded = {
  tcp: [`${clientPort}:${peerPort}`, String(gossipPort)],
  udp: [gossipPort],
  dataPort: vxlanPort,
};
