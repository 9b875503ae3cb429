import type { StepId } from '../../shared/run/steps.ts';
import { texts } from '../../shared/texts/text.ts';
import { outlineOf } from '../../shared/tracks/tracks.ts';
import { labProtocol } from '../machine/lab-routes.ts';
import { ruleMark, userChain } from '../machine/lab-rules.ts';
import { labBridge, vxlanLink, vxlanVni } from '../machine/vxlan-link.ts';
import type { TypedFacts } from './typed-facts.ts';
import { isLabs, type Signs, type TypedThing } from './typed-thing.ts';

/**
 * VXLAN links and routes between this lab's nodes that somebody made with `ip`, and rules with its mark. Only the baseline
 * shows of most that they are new; what has the name, number and place that the track's lesson gives it is the lesson's.
 */
export function judgeWays({ vxlans, routes, rules }: TypedFacts, signs: Signs): TypedThing[] {
  return [
    ...vxlans.flatMap((line) => judgeLink(line, signs)),
    ...routes.flatMap((line) => judgeRoute(line, signs)),
    ...judgeRules(rules, signs),
  ];
}

function judgeRules(rules: readonly string[], { lab, own }: Signs): TypedThing[] {
  if (rules.length === 0 || own.has(userChain)) return [];
  const what = texts.typed.rules({ chain: userChain, mark: ruleMark(lab.name) });
  return [{ step: 'rules', what, taking: { do: 'rule', mark: ruleMark(lab.name) } }];
}

const hasStep = ({ lab }: Pick<Signs, 'lab'>, step: StepId): boolean =>
  outlineOf(lab.track).steps.some(({ id }) => id === step);

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
const endBird = 'birdc -s /run/lab-bird.ctl down';

function judgeRoute(line: string, signs: Signs): TypedThing[] {
  const route = line.replace(/ linkdown/g, '').trim();
  const [, destination = '', via = ''] = /^(\S+) via ([\d.]+)/.exec(route) ?? [];
  // Its own address is no way to another node, and a default route is never a lesson's.
  if (signs.own.has(destination) || !isLabs(signs, via) || via === signs.address || destination === 'default')
    return [];
  const what = texts.typed.route({ destination, via });
  const remedy = `ip route delete ${route}`;
  const step = stepOf(signs, 'routes');
  // Whoever took it away would see it come again.
  if (/ proto (bird|12) /.test(` ${route} `)) return [{ step, what, why: texts.typed.keptByBird, remedy: endBird }];
  const isLesson = hasStep(signs, 'routes') && ` ${route} `.includes(` proto ${labProtocol} `);
  if (!signs.before && !isLesson) return [{ step, what, why: texts.typed.stoodUnknown, remedy }];
  const isOld = signs.before?.routes.some((one) => one.destination === destination && one.attributes.includes(via));
  if (isOld) return [{ step, what, why: texts.typed.stood }];
  return [{ step, what, taking: { do: 'route', route } }];
}
