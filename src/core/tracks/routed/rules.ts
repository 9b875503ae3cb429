import { texts } from '../../../shared/texts/text.ts';
import { findNetworks } from '../../machine/engine-objects.ts';
import { ruleAdd, ruleRead, rulesShow, rulesTakeAway, ruleWords, userChain } from '../../machine/lab-rules.ts';
import type { Node } from '../../machine/port.ts';
import { allEnded } from '../common/support/all-ended.ts';
import { finding } from '../common/support/finding.ts';
import type { LabContext, LabStep } from '../common/support/lab-step.ts';
import { ownSubnets, wholeOf } from './plan.ts';

/** The engine drops what is forwarded to its bridges, unless a rule in the chain that it leaves to others accepts it. */
export const rules: LabStep = {
  async check(context) {
    const { subnet, lacking } = await look(context);
    if (!subnet) return finding('missing', texts.routed.noBridges, { diff: [texts.routed.addsRules] });
    if (lacking.length === 0) return finding('satisfied', texts.routed.rulesThere({ chain: userChain, subnet }));
    const nodes = lacking.map(({ name }) => name);
    return finding('missing', texts.routed.rulesMissing({ nodes }), {
      diff: nodes.map((node) => texts.routed.addsRule({ node, chain: userChain, subnet })),
    });
  },
  async apply(context) {
    const { lab, signal, nodes } = context;
    const { subnet, lacking } = await look(context);
    if (!subnet) return;
    const change = { kind: 'rule' as const, chain: userChain, subnet };
    await allEnded(
      lacking.map((node) =>
        context.carry(node, change, (intent, unwritten) =>
          node.run(ruleAdd, { lab: lab.name, subnet, intent }, { signal: unwritten }),
        ),
      ),
    );
    const [first] = nodes;
    if (first) context.output(first.name, showing, await first.run(rulesShow, {}, { signal }));
  },
  async sweep({ nodes, lab, signal }) {
    await allEnded(nodes.map((node) => node.run(rulesTakeAway, { lab: lab.name }, { signal })));
  },
  commands: (lab) => {
    const subnet = lab.network.subnet ?? ownSubnets.candidates[0] ?? '';
    const add = `iptables -I ${userChain} ${ruleWords(lab.name, subnet).join(' ')}`;
    return lab.nodes.flatMap(({ name: node }) =>
      ['iptables -S FORWARD', add, showing].map((command) => ({ node, command })),
    );
  },
};

const showing = `iptables -S ${userChain}`;

/** No subnet while there is no bridge. */
async function look({ nodes, lab, signal }: LabContext): Promise<{ subnet?: string; lacking: Node[] }> {
  const [first] = nodes;
  const [network] = first ? await findNetworks(first, lab.network.name) : [];
  const own = network?.subnets[0];
  if (own === undefined) return { lacking: [...nodes] };
  const subnet = wholeOf(lab, own);
  const has = await Promise.all(nodes.map((node) => node.run(ruleRead, { lab: lab.name, subnet }, { signal })));
  return { subnet, lacking: nodes.filter((_, index) => !has[index]) };
}
