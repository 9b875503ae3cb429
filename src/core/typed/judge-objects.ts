import { texts, type Words } from '../../shared/texts/text.ts';
import type { EngineContainer, EngineFacts } from './engine-facts.ts';
import { hostsOf } from './flags.ts';
import { judgeBridges } from './judge-bridges.ts';
import { isLabs, type Signs, type TypedThing } from './typed-thing.ts';

/** Of this node's worker, as the lesson has it. */
export interface Names {
  worker: string;
  image: string;
}

/** Networks and containers that no lab made, in the engine of one node. */
export function judgeObjects(engine: EngineFacts, names: Names, signs: Signs): TypedThing[] {
  const networks = [...judgeNetworks(engine, signs), ...judgeBridges(engine, signs)];
  const isLost = !engine.networks.some(({ name }) => name === signs.lab.network.name);
  // A network that went with its store is in no list; its containers still name it.
  const claimed = [
    ...networks.flatMap(({ taking }) => (taking?.do === 'network' || taking?.do === 'bridge' ? [taking.name] : [])),
    ...(isLost ? [signs.lab.network.name] : []),
  ];
  const containers = engine.containers.flatMap((one) => judgeContainer(one, claimed, names, signs));
  return [
    ...containers,
    ...networks,
    ...judgeGwbridge(engine, containers, networks, signs),
    ...engine.images.flatMap((image) => judgeImage(image, signs)),
  ];
}

/** In the lab's store everything global goes with it; in a swarm the managers have it, so the swarm is what counts. */
function judgeNetworks({ networks, store }: EngineFacts, signs: Signs): TypedThing[] {
  const [at] = hostsOf(store ?? '');
  return networks
    .filter(({ scope, driver, lab }) => scope === 'global' && driver === 'overlay' && lab !== signs.lab.name)
    .map(({ id, name, lab }): TypedThing => {
      const thing = { step: 'network', what: texts.typed.overlayNetwork({ name }) };
      const remedy = `docker network rm ${name}`;
      if (lab !== undefined) return { ...thing, why: texts.typed.otherLabs({ lab }), remedy };
      if (at && isLabs(signs, at.host)) return { ...thing, taking: { do: 'network', id, name } };
      return { ...thing, why: texts.typed.inOtherStore({ store: store ?? '' }), remedy };
    });
}

/** Others' containers are nobody's business here, unless they are on a network that goes. */
function judgeContainer(one: EngineContainer, claimed: readonly string[], names: Names, signs: Signs): TypedThing[] {
  if (one.lab !== undefined || one.isTask) return [];
  const isNamed = one.name === names.worker;
  if (!isNamed && !one.networks.some((name) => claimed.includes(name))) return [];
  const step = 'workers';
  const what = texts.typed.container({ name: one.name });
  const remedy = `docker rm -f ${one.name}`;
  if (isLesson(one, names, signs, claimed))
    return [{ step, what, container: one.name, taking: { do: 'container', id: one.id, name: one.name } }];
  return [
    {
      step,
      what,
      container: one.name,
      why: whyNotContainer(one, names, signs, claimed),
      remedy,
    },
  ];
}

/** The lesson's worker by its name and without a volume, on networks that go and on none else, or made of the lab's image. */
function isLesson(one: EngineContainer, names: Names, { before }: Signs, claimed: readonly string[]): boolean {
  if (one.name !== names.worker || one.mounts > 0) return false;
  const others = one.networks.filter((name) => !claimed.includes(name) && name !== 'docker_gwbridge');
  const isOn = one.networks.some((name) => claimed.includes(name)) && others.length === 0;
  return isOn || (one.image === names.image && !stood(one, before));
}

const stood = ({ id }: EngineContainer, before: Signs['before']): boolean =>
  before?.containers.some((known) => id.startsWith(known.id)) ?? false;

function whyNotContainer(one: EngineContainer, names: Names, { before }: Signs, claimed: readonly string[]): Words {
  if (one.mounts > 0) return texts.typed.hasVolume;
  if (!one.networks.some((name) => claimed.includes(name))) return texts.typed.onNoNetwork;
  const other = one.networks.find((name) => !claimed.includes(name) && name !== 'docker_gwbridge');
  if (other !== undefined) return texts.typed.onOtherNetwork({ network: other });
  return stood(one, before) ? texts.typed.stood : texts.typed.otherName({ worker: names.worker });
}

/** The engine's own way out for overlays. */
function judgeGwbridge(
  engine: EngineFacts,
  containers: readonly TypedThing[],
  networks: readonly TypedThing[],
  { before, own, begun }: Signs,
): TypedThing[] {
  const found = engine.networks.find(({ name }) => name === 'docker_gwbridge');
  if (!found || own.has(found.name) || engine.swarm.state !== 'inactive') return [];
  const isBegun = begun?.taken.some((one) => one.do === 'gwbridge');
  const wasTyped = isBegun || before?.networks.some(({ driver }) => driver === 'overlay');
  if (before?.networks.some(({ name }) => name === 'docker_gwbridge') && !wasTyped) return [];
  const goes = containers.flatMap(({ taking }) => (taking?.do === 'container' ? [taking.name] : []));
  const user = engine.containers.find(
    ({ networks, name, lab }) => networks.includes('docker_gwbridge') && !goes.includes(name) && !lab,
  );
  const step = 'workers';
  const what = texts.typed.gwbridge;
  const remedy = 'docker network rm docker_gwbridge';
  if (user) return [{ step, what, why: texts.typed.usedBy({ name: user.name }) }];
  if (!isBegun && before === undefined && networks.length === 0 && engine.store === undefined)
    return [{ step, what, why: texts.typed.stoodUnknown, remedy }];
  return [{ step, what, taking: { do: 'gwbridge' } }];
}

function judgeImage(image: EngineFacts['images'][number], { before, lab, own }: Signs): TypedThing[] {
  if (own.has(image.name)) return [];
  const step = 'image';
  const what = texts.typed.image({ name: image.name });
  // Another lab's is in that lab's reset; this one's mark without a ledger is what the lesson's command made.
  if (image.lab !== undefined)
    return image.lab === lab.name ? [{ step, what, taking: { do: 'image', id: image.id, name: image.name } }] : [];
  if (before && !before.images.some(({ id }) => id === image.id.slice(7, 19)))
    return [{ step, what, taking: { do: 'image', ...image } }];
  const why = before ? texts.typed.stood : texts.typed.stoodUnknown;
  const remedy = `docker rmi ${image.name}`;
  return [{ step, what, why, remedy }];
}
