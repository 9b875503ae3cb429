import { etcdOutline } from '../../../shared/tracks/etcd.ts';
import { image } from '../common/image/image.ts';
import { networkStep } from '../common/network/network.ts';
import { preflight } from '../common/preflight/preflight.ts';
import { makeTrack } from '../common/track.ts';
import { working } from '../common/usual-steps.ts';
import { daemon } from './daemon/daemon.ts';
import { lookAtEntry } from './daemon/reaches-store.ts';
import { etcd } from './store/etcd.ts';
import { lookAtMember } from './store/looks.ts';
import { etcdQuestions } from './store/questions.ts';

export const etcdTrack = makeTrack(
  etcdOutline,
  {
    preflight: preflight(etcdQuestions),
    image,
    etcd,
    daemon,
    network: networkStep({ seen: 'everywhere' }),
    ...working,
  },
  (context, node) => [...lookAtMember(context, node), lookAtEntry(context, node)],
);
