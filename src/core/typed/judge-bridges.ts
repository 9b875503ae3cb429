import { parseSubnet, subnetContains } from '../../shared/lab/lab.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { outlineOf } from '../../shared/tracks/tracks.ts';
import { labBridge } from '../machine/vxlan-link.ts';
import type { EngineFacts, EngineNetwork } from './engine-facts.ts';
import type { Signs, TypedThing } from './typed-thing.ts';

/**
 * Bridges of the lab's name, as the lessons without a store have them typed: they go where their link has the lesson's name
 * and their subnet is of the lab file's, or of the one that the lesson names.
 */
export function judgeBridges({ networks }: EngineFacts, signs: Signs): TypedThing[] {
  const { lab } = signs;
  if (outlineOf(lab.track).drawn.bridge !== labBridge) return [];
  return networks
    .filter((one) => one.driver === 'bridge' && one.name === lab.network.name && one.lab !== lab.name)
    .map((one): TypedThing => {
      const { id, name } = one;
      const thing = { step: 'network', what: texts.typed.bridgeNetwork({ name }) };
      const why = whyNot(one, signs);
      if (why === undefined) return { ...thing, taking: { do: 'bridge', id, name } };
      const remedy = `docker network rm ${id.slice(0, 12)}`;
      return { ...thing, why, remedy };
    });
}

function whyNot({ lab, link, subnets = [] }: EngineNetwork, signs: Signs): Words | undefined {
  if (lab !== undefined) return texts.typed.otherLabs({ lab });
  if (link !== labBridge) return texts.typed.otherLink({ link: labBridge });
  const foreign = subnets.find((subnet) => !isLessons(subnet, signs));
  return foreign === undefined ? undefined : texts.typed.otherSubnet({ subnet: foreign });
}

function isLessons(subnet: string, { lab }: Signs): boolean {
  const { subnet: whole } = lab.network;
  if (whole)
    return (
      subnetContains(whole, subnet.split('/')[0] ?? '') &&
      (parseSubnet(subnet)?.prefix ?? 0) >= (parseSubnet(whole)?.prefix ?? 32)
    );
  return subnet.startsWith(`${outlineOf(lab.track).drawn.subnet}.`);
}
