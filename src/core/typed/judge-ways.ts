import type { StepId } from '../../shared/run/steps.ts';
import { texts } from '../../shared/texts/text.ts';
import { outlineOf } from '../../shared/tracks/tracks.ts';
import type { TypedFacts } from './typed-facts.ts';
import { isLabs, type Signs, type TypedThing } from './typed-thing.ts';

/** VXLAN links and routes between this lab's nodes that somebody made with `ip`: only the baseline shows that they are new. */
export function judgeWays({ vxlans, routes }: TypedFacts, signs: Signs): TypedThing[] {
  return [...vxlans.flatMap((line) => judgeLink(line, signs)), ...routes.flatMap((line) => judgeRoute(line, signs))];
}

/** The step of the lab's track that makes such a thing; the network's where none does. */
const stepOf = ({ lab }: Signs, step: StepId): StepId =>
  outlineOf(lab.track).steps.some(({ id }) => id === step) ? step : 'network';

function judgeLink(line: string, signs: Signs): TypedThing[] {
  const name = /^\d+: ([^:@\s]+)/.exec(line)?.[1];
  const ends = [...line.matchAll(/ (?:local|remote) ([\d.]+)/g)].map(([, host = '']) => host);
  if (name === undefined || signs.own.has(name) || ends.length === 0 || !ends.every((host) => isLabs(signs, host)))
    return [];
  const what = texts.typed.link({ name });
  const remedy = `ip link delete ${name}`;
  const step = stepOf(signs, 'link');
  if (!signs.before) return [{ step, what, why: texts.typed.stoodUnknown, remedy }];
  if (signs.before.links.some((link) => link.name === name)) return [{ step, what, why: texts.typed.stood }];
  return [{ step, what, taking: { do: 'link', name } }];
}

function judgeRoute(line: string, signs: Signs): TypedThing[] {
  const route = line.replace(/ linkdown/g, '').trim();
  const [, destination = '', via = ''] = /^(\S+) via ([\d.]+)/.exec(route) ?? [];
  // Its own address is no way to another node, and a default route is never a lesson's.
  if (signs.own.has(destination) || !isLabs(signs, via) || via === signs.address || destination === 'default')
    return [];
  const what = texts.typed.route({ destination, via });
  const remedy = `ip route delete ${route}`;
  const step = stepOf(signs, 'routes');
  if (!signs.before) return [{ step, what, why: texts.typed.stoodUnknown, remedy }];
  const isOld = signs.before.routes.some((one) => one.destination === destination && one.attributes.includes(via));
  if (isOld) return [{ step, what, why: texts.typed.stood }];
  return [{ step, what, taking: { do: 'route', route } }];
}
