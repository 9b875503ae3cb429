import { swarmOutline } from '../../../shared/tracks/swarm.ts';
import { image } from '../common/image/image.ts';
import { networkStep } from '../common/network/network.ts';
import { preflight } from '../common/preflight/preflight.ts';
import { makeTrack } from '../common/track.ts';
import { working } from '../common/usual-steps.ts';
import { swarmQuestions } from './questions.ts';
import { raft } from './raft.ts';
import { service } from './service.ts';
import { swarm } from './swarm.ts';

export const swarmTrack = makeTrack(swarmOutline, {
  preflight: preflight(swarmQuestions),
  image,
  swarm,
  network: networkStep({ seen: 'where-used' }),
  ...working,
  raft,
  service,
});
