import type { Lab } from '../../../../shared/lab/lab.ts';
import { texts } from '../../../../shared/texts/text.ts';
import type { Problem } from '../../../engine/step.ts';
import { labLabel } from '../../../machine/engine.ts';
import { workerImage, workerName } from '../support/names.ts';
import { imageRemedy, type NodeObjects } from '../support/objects.ts';
import type { Questions } from '../support/questions.ts';
import { ok } from './ok.ts';

/** Somebody else's container, network or image under a name that the lab needs: told before anything is changed. */
export function names(
  lab: Lab,
  own: string,
  objects: NodeObjects | undefined,
  { driver, ownImage }: { driver: Questions['driver']; ownImage: boolean },
): Problem[] {
  if (!objects) return [];
  const problems = [
    ...container(lab, own, objects),
    ...network(lab, own, objects, driver),
    ...(ownImage ? image(lab, own, objects) : []),
  ];
  return problems.length > 0 ? problems : [ok('names', texts.preflight.namesFree)];
}

/** One that a person typed counts as the lesson's where it runs on the lab's network. */
function container(lab: Lab, own: string, { worker }: NodeObjects): Problem[] {
  const name = workerName(lab, own);
  if (!worker || worker.labels[labLabel] === lab.name) return [];
  if (worker.running && worker.networks[lab.network.name]) return [];
  return [
    {
      level: 'error',
      code: 'container-name',
      message: texts.preflight.containerTaken({ name }),
      remedy: texts.preflight.containerTakenRemedy({ node: own, name }),
      diagnosis: 32,
    },
  ];
}

function network(lab: Lab, own: string, { networks }: NodeObjects, driver: string): Problem[] {
  const { name } = lab.network;
  const found = networks.find((one) => one.name === name && one.driver !== driver);
  if (!found) return [];
  return [
    {
      level: 'error',
      code: 'network-name',
      message: texts.preflight.networkTaken({ name, driver: found.driver }),
      remedy: texts.preflight.networkTakenRemedy({ node: own, id: found.id.slice(0, 12) }),
    },
  ];
}

function image(lab: Lab, own: string, { imageOf }: NodeObjects): Problem[] {
  if (imageOf === undefined || imageOf === lab.name) return [];
  const maker = imageOf ? texts.preflight.theLabMade({ lab: imageOf }) : texts.preflight.noLabMade;
  return [
    {
      level: 'error',
      code: 'image-name',
      message: texts.preflight.imageTaken({ image: workerImage, maker }),
      remedy: imageRemedy(own),
    },
  ];
}
