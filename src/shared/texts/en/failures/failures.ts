import { containerFailures } from './containers.ts';
import { daemonFailures } from './daemon.ts';
import { engineFailures } from './engine.ts';
import { engineStateFailures } from './engine-state.ts';
import { etcdFailures } from './etcd.ts';
import { machineFailures } from './machines.ts';
import { networkFailures } from './networks.ts';
import { storeFailures } from './store.ts';
import { trackFailures } from './tracks.ts';
import { trafficFailures } from './traffic.ts';
import { tunnelFailures } from './tunnel.ts';

/** Known failures, by number; their commands and sources are in src/shared/diagnosis. */
export const failures = {
  ...engineFailures,
  ...engineStateFailures,
  ...etcdFailures,
  ...storeFailures,
  ...daemonFailures,
  ...trafficFailures,
  ...tunnelFailures,
  ...machineFailures,
  ...containerFailures,
  ...networkFailures,
  ...trackFailures,
};
