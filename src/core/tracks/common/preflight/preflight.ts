import { texts } from '../../../../shared/texts/text.ts';
import type { Finding, Problem } from '../../../engine/step.ts';
import { type NodeFacts, nodeFacts } from '../support/facts.ts';
import { finding } from '../support/finding.ts';
import type { LabStep } from '../support/lab-step.ts';
import { imageOf, workerImage } from '../support/names.ts';
import { nodeObjects } from '../support/objects.ts';
import { triedPairs } from '../support/pairs.ts';
import type { QuestionsOf } from '../support/questions.ts';
import { judge } from './judge.ts';

/** Looks at each node before anything is changed: can the track work here, and what is in its way? */
export const preflight = (questionsOf: QuestionsOf): LabStep => ({
  async check(context) {
    const all = new Map<string, NodeFacts>();
    const [pairs, objects] = await Promise.all([
      context.options.takesNoPorts ? undefined : triedPairs(context),
      nodeObjects(context, context.node),
      ...context.nodes.map(async (node) => all.set(node.name, await nodeFacts(context, node))),
    ]);
    const problems = judge(context.lab, context.node.name, all, {
      hasArchive: context.options.etcdArchive !== undefined,
      ownImage: imageOf(context.options) === workerImage,
      objects,
      pairs,
      questions: questionsOf(context.lab, context.node.name),
    });
    return judged(problems, all.get(context.node.name));
  },
  commands: (lab) =>
    lab.nodes.flatMap(({ name }) =>
      ['docker version', 'uname -r', 'ip addr'].map((command) => ({ node: name, command })),
    ),
});

function judged(problems: Problem[], facts: NodeFacts | undefined): Finding {
  const errors = problems.filter(({ level }) => level === 'error');
  const warnings = problems.filter(({ level }) => level === 'warning');
  const engine = facts?.engine?.ServerVersion ?? texts.preflight.unknown;
  const good = texts.preflight.systemAndEngine({ os: facts?.system.os ?? texts.preflight.unknown, engine });
  const first = errors[0] ?? warnings[0];
  const more = errors.length + warnings.length - 1;
  const one = first && (more > 0 ? texts.tracks.andMore({ first: first.message, more }) : first.message);
  const summary = one ?? good;
  return finding(errors.length > 0 ? 'drifted' : 'satisfied', summary, {
    facts: {
      os: facts?.system.os ?? null,
      kernel: facts?.system.kernel ?? null,
      engine: facts?.engine?.ServerVersion ?? null,
      api: facts?.engine?.apiVersion ?? null,
      etcd: facts?.system.etcds.at(-1)?.version ?? null,
      mtu: facts?.system.underlayMtu ?? null,
    },
    problems,
  });
}
