import { dataPortOf, type Lab } from '../../../shared/lab/lab.ts';
import { managerPort } from '../../machine/swarm.ts';
import type { Guarded } from '../common/support/guard-rules.ts';
import { gossipPort } from '../common/support/names.ts';

/** All that a swarm opens on a node: its managers' port asks for a certificate, the packets ask for nothing. */
export const swarmGuarded = (lab: Lab): Guarded => ({
  tcp: [String(managerPort), String(gossipPort)],
  udp: [gossipPort],
  dataPort: dataPortOf(lab),
});
