import { LabError } from '../../../../shared/errors.ts';
import { texts, type Words } from '../../../../shared/texts/text.ts';
import type { Finding } from '../../../engine/step.ts';
import { labLabel } from '../../../machine/engine.ts';
import type { FoundNetwork } from '../../../machine/engine-objects.ts';
import type { Node } from '../../../machine/port.ts';
import { type LinkState, labBridge } from '../../../machine/vxlan-link.ts';
import { finding } from '../support/finding.ts';
import type { LabContext } from '../support/lab-step.ts';
import type { BridgePlan } from './bridge-plan.ts';

/** What one node has of the lab's bridge. */
export interface SeenBridge {
  node: Node;
  networks: FoundNetwork[];
  /** The link of the lab's name for it, whoever made it. */
  link: LinkState | undefined;
}

/** `plans`: one a node of the lab file. Throws `refused` where something with that name is not as the lab would have it. */
export function judgeBridges({ lab }: LabContext, seen: readonly SeenBridge[], plans: readonly BridgePlan[]): Finding {
  const planOf = ({ node }: SeenBridge) => plans[lab.nodes.findIndex(({ name }) => name === node.name)];
  for (const one of seen) refuseOthers(lab, one, planOf(one));
  const missing = seen.filter(({ networks }) => networks.length === 0);
  const { name } = lab.network;
  const facts = {
    subnets: seen.flatMap(({ networks }) => networks[0]?.subnets[0] ?? []),
    seenOn: seen.filter((one) => !missing.includes(one)).map(({ node }) => node.name),
  };
  if (missing.length === 0) {
    const each = seen.map((one) => texts.bridges.onNode({ node: one.node.name, range: rangeOf(planOf(one)) }));
    return finding('satisfied', texts.bridges.made({ name, each }), { facts });
  }
  const nodes = missing.map(({ node }) => node.name);
  const isNowhere = missing.length === seen.length;
  return finding(
    'missing',
    isNowhere ? texts.tracks.doesNotExist({ name }) : texts.bridges.missingOn({ name, nodes }),
    {
      facts,
      diff: missing.map((one) => {
        const { gateway = '' } = planOf(one) ?? {};
        return texts.bridges.adds({ name, node: one.node.name, range: rangeOf(planOf(one)), gateway, link: labBridge });
      }),
    },
  );
}

const rangeOf = (plan: BridgePlan | undefined): string => plan?.range ?? plan?.subnet ?? '';

function refuseOthers({ name: labName, network }: LabContext['lab'], seen: SeenBridge, plan?: BridgePlan): void {
  const { node, networks, link } = seen;
  const { name } = network;
  const refuse = (message: Words, remedy: Words, diagnosis?: number) => {
    throw new LabError('refused', message, { node: node.name, remedy, ...(diagnosis !== undefined && { diagnosis }) });
  };
  const [found, second] = networks;
  if (second) refuse(texts.tracks.networkTwice({ node: node.name, name }), texts.tracks.networkTwiceRemedy, 41);
  if (!found) {
    if (link)
      refuse(
        texts.bridges.linkTaken({ node: node.name, link: labBridge }),
        texts.bridges.linkTakenRemedy({ node: node.name, link: labBridge }),
      );
    return;
  }
  const isLabs = found.labels[labLabel] === labName;
  if (found.driver !== 'bridge')
    refuse(
      texts.tracks.networkForeign({ node: node.name, name, driver: found.driver }),
      texts.tracks.networkForeignRemedy,
    );
  const [other] = plan ? differences(found, plan) : [];
  if (!other) return;
  const message = texts.bridges.isOther({
    node: node.name,
    name,
    what: other.what,
    is: other.is,
    wanted: other.wanted,
  });
  refuse(message, isLabs ? texts.bridges.isOtherRemedy : texts.tracks.networkForeignRemedy);
}

interface Difference {
  what: Words;
  is: string;
  wanted: string;
}

function differences(found: FoundNetwork, plan: BridgePlan): Difference[] {
  const each: Difference[] = [
    { what: texts.bridges.subnet, is: found.subnets[0] ?? '', wanted: plan.subnet },
    { what: texts.bridges.range, is: found.range ?? plan.subnet, wanted: plan.range ?? plan.subnet },
    { what: texts.bridges.gateway, is: found.gateway ?? '', wanted: plan.gateway },
    ...Object.entries(plan.options).map(([what, wanted]) => ({ what, is: found.options[what] ?? '', wanted })),
  ];
  return each.filter(({ is, wanted }) => is !== wanted);
}
