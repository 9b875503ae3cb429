import type { StepId } from '../../shared/run/steps.ts';
import { texts } from '../../shared/texts/text.ts';
import { birdUnitPath } from '../ledger/lab-files.ts';
import { birdMetric, labProtocol, typedBird } from '../machine/lab-routes.ts';
import { ruleMark, userChain } from '../machine/lab-rules.ts';
import { labBridge, vxlanLink, vxlanVni } from '../machine/vxlan-link.ts';
import { birdUnit, judgeBirdFiles, judgeBirds } from './judge-bird.ts';
import type { TypedFacts } from './typed-facts.ts';
import { hasStep, isLabs, type Signs, type TypedThing } from './typed-thing.ts';

/**
 * VXLAN links and routes between this lab's nodes that somebody made with `ip`, and rules with its mark. Only the baseline
 * shows of most that they are new; what has the name, number and place that the track's lesson gives it is the lesson's.
 */
export function judgeWays(facts: TypedFacts, signs: Signs): TypedThing[] {
  const { vxlans, routes, rules, birds } = facts;
  const typed = judgeBirds(birds, signs);
  const isOwn = signs.own.has(birdUnitPath) || birds.some(({ unit }) => unit === birdUnit);
  // Those of the lab's own, or of one that goes, go with it.
  const keeper =
    isOwn || typed.some(({ taking }) => taking?.do === 'bird') ? 'goes' : birds.length > 0 ? 'stays' : 'none';
  return [
    ...typed,
    ...judgeBirdFiles(facts, signs),
    ...vxlans.flatMap((line) => judgeLink(line, signs)),
    ...routes.flatMap((line) => judgeRoute(line, keeper, signs)),
    ...judgeRules(rules, signs),
  ];
}

function judgeRules(rules: readonly string[], { lab, own }: Signs): TypedThing[] {
  if (rules.length === 0 || own.has(userChain)) return [];
  const what = texts.typed.rules({ chain: userChain, mark: ruleMark(lab.name) });
  return [{ step: 'rules', what, taking: { do: 'rule', mark: ruleMark(lab.name) } }];
}

/** The step of the lab's track that makes such a thing; the network's where none does. */
const stepOf = ({ lab }: Signs, step: StepId): StepId => (hasStep({ lab }, step) ? step : 'network');

function judgeLink(line: string, signs: Signs): TypedThing[] {
  const name = /^\d+: ([^:@\s]+)/.exec(line)?.[1];
  const ends = [...line.matchAll(/ (?:local|remote) ([\d.]+)/g)].map(([, host = '']) => host);
  if (name === undefined || signs.own.has(name) || ends.length === 0 || !ends.every((host) => isLabs(signs, host)))
    return [];
  const what = texts.typed.link({ name });
  const remedy = `ip link delete ${name}`;
  const step = stepOf(signs, 'link');
  const isLesson = hasStep(signs, 'link') && name === vxlanLink && isLessonsLink(line, signs);
  if (!signs.before && !isLesson) return [{ step, what, why: texts.typed.stoodUnknown, remedy }];
  if (signs.before?.links.some((link) => link.name === name)) return [{ step, what, why: texts.typed.stood }];
  return [{ step, what, taking: { do: 'link', name } }];
}

const isLessonsLink = (line: string, { address }: Signs): boolean =>
  [`vxlan id ${vxlanVni}`, `local ${address}`, `master ${labBridge}`].every((sign) =>
    ` ${line} `.includes(` ${sign} `),
  );

/** As the lesson has a person start it. */
const endBird = `birdc -s ${typedBird}.ctl down`;

function judgeRoute(line: string, keeper: 'goes' | 'stays' | 'none', signs: Signs): TypedThing[] {
  const route = line.replace(/ linkdown/g, '').trim();
  const [, destination = '', via = ''] = /^(\S+) via ([\d.]+)/.exec(route) ?? [];
  // Its own address is no way to another node, and a default route is never a lesson's.
  if (signs.own.has(destination) || !isLabs(signs, via) || via === signs.address || destination === 'default')
    return [];
  const what = texts.typed.route({ destination, via });
  const remedy = `ip route delete ${route}`;
  const step = stepOf(signs, 'routes');
  if (/ proto (bird|12) /.test(` ${route} `)) {
    if (keeper === 'goes') return [];
    // What a killed one left; else whoever took it away would see it come again.
    const isLeft = keeper === 'none' && hasStep(signs, 'routes') && ` ${route} `.includes(` metric ${birdMetric} `);
    return [
      isLeft
        ? { step, what, taking: { do: 'route', route } }
        : { step, what, why: texts.typed.keptByBird, remedy: endBird },
    ];
  }
  const isLesson = hasStep(signs, 'routes') && ` ${route} `.includes(` proto ${labProtocol} `);
  if (!signs.before && !isLesson) return [{ step, what, why: texts.typed.stoodUnknown, remedy }];
  const isOld = signs.before?.routes.some((one) => one.destination === destination && one.attributes.includes(via));
  if (isOld) return [{ step, what, why: texts.typed.stood }];
  return [{ step, what, taking: { do: 'route', route } }];
}
