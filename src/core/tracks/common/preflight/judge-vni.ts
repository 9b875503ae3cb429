import { texts } from '../../../../shared/texts/text.ts';
import type { Problem } from '../../../engine/step.ts';
import { vxlanLink } from '../../../machine/vxlan-link.ts';
import type { NodeFacts } from '../support/facts.ts';
import { isEngines, removeLink } from '../support/network-facts.ts';
import type { Questions } from '../support/questions.ts';

/**
 * A VXLAN link that has the overlay's VNI already: the kernel makes no second one, wherever the first has been moved to.
 * What the lab itself calls its link, its own step judges. Those in the engine's own namespaces are its own while it has a store; without one, a killed engine left them.
 */
export function vni(
  { system, engine }: NodeFacts,
  { vnis, isSet }: Questions,
  { address, dataPort }: { address: string; dataPort: number },
): Problem[] {
  const inTheWay = system.vxlanLinks.filter(
    (link) =>
      vnis.includes(link.vni) &&
      link.port === dataPort &&
      !(link.name === vxlanLink && link.namespace === undefined) &&
      !(isEngines(link.namespace) && (!engine || isSet(engine, address) || engine.ClusterStore)),
  );
  return inTheWay.map((link) => ({
    level: 'error',
    code: 'vni',
    message: texts.preflight.vniTaken({
      link: link.name,
      where: link.namespace ? texts.preflight.inNamespace({ namespace: link.namespace }) : '',
      vni: link.vni,
    }),
    remedy: texts.preflight.vniTakenRemedy({ command: removeLink(link) }),
    diagnosis: 21,
  }));
}
