import { bird } from './bird.ts';
import { store, workers } from './built.ts';
import { diagnosed } from './diagnosed.ts';
import { engines } from './engines.ts';
import { faults } from './faults.ts';
import { files, units } from './files-and-units.ts';
import { followed } from './followed.ts';
import { lesson } from './lesson.ts';
import { network } from './network.ts';
import type { Proof } from './place.ts';
import { readings } from './readings.ts';
import { besideServices, services } from './services.ts';
import { switches } from './switches.ts';
import { typed } from './typed.ts';
import { besideWorkers, routedWays, ways } from './ways.ts';

/** What is proved on any node, by the operation's name. */
export const plain: Record<string, Proof> = {
  ...files,
  ...units,
  ...network,
  ...readings,
  ...engines,
  ...typed,
  ...ways,
  ...routedWays,
  ...switches,
  ...services,
  ...bird,
  ...faults,
  ...lesson,
};

/** What needs a lab that stands. */
export const built: Record<string, Proof> = {
  ...workers,
  ...besideWorkers,
  ...besideServices,
  ...diagnosed,
  ...followed,
  ...store,
};
