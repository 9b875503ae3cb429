import type { EngineContainer, EngineFacts } from './engine-facts.ts';
import { hostsOf } from './flags.ts';
import { isLabs, type Signs, type TypedThing } from './typed-thing.ts';

/** Of this node's worker, as the lesson has it. */
export interface Names {
  worker: string;
  image: string;
}

/** Networks and containers that no lab made, in the engine of one node. */
export function judgeObjects(engine: EngineFacts, names: Names, signs: Signs): TypedThing[] {
  const networks = judgeNetworks(engine, signs);
  const isLost = !engine.networks.some(({ name }) => name === signs.lab.network.name);
  // A network that went with its store is in no list; its containers still name it.
  const claimed = [
    ...networks.flatMap(({ taking }) => (taking?.do === 'network' ? [taking.name] : [])),
    ...(isLost ? [signs.lab.network.name] : []),
  ];
  const containers = engine.containers.flatMap((one) => judgeContainer(one, claimed, names, signs));
  return [
    ...containers,
    ...networks,
    ...judgeGwbridge(engine, containers, networks, signs),
    ...judgeImage(engine, signs),
  ];
}

/** In the lab's store everything global goes with it; in a swarm the managers have it, so the swarm is what counts. */
function judgeNetworks({ networks, store }: EngineFacts, signs: Signs): TypedThing[] {
  const [at] = hostsOf(store ?? '');
  return networks
    .filter(({ scope, driver, lab }) => scope === 'global' && driver === 'overlay' && lab !== signs.lab.name)
    .map(({ id, name, lab }): TypedThing => {
      const thing = { step: 'network', what: `overlay network ${name}` };
      const remedy = `docker network rm ${name}`;
      if (lab !== undefined) return { ...thing, why: `another lab (${lab}) made it`, remedy };
      if (at && isLabs(signs, at.host)) return { ...thing, taking: { do: 'network', id, name } };
      return { ...thing, why: `it is in the store ${store}, at no node of this lab`, remedy };
    });
}

/** Others' containers are nobody's business here, unless they are on a network that goes. */
function judgeContainer(one: EngineContainer, claimed: readonly string[], names: Names, signs: Signs): TypedThing[] {
  if (one.lab !== undefined || one.isTask) return [];
  const isNamed = one.name === names.worker;
  if (!isNamed && !one.networks.some((name) => claimed.includes(name))) return [];
  const step = 'workers';
  const what = `container ${one.name}`;
  if (isLesson(one, names, signs, claimed))
    return [{ step, what, container: one.name, taking: { do: 'container', id: one.id, name: one.name } }];
  return [
    {
      step,
      what,
      container: one.name,
      why: whyNotContainer(one, names, signs, claimed),
      remedy: `docker rm -f ${one.name}`,
    },
  ];
}

/**
 * The lesson's worker by its name, on networks that go and on none else, or made of the lab's image; where a baseline shows
 * that it came after it, also one of another name that is on nothing but these networks and has no volume.
 */
function isLesson(one: EngineContainer, names: Names, { before }: Signs, claimed: readonly string[]): boolean {
  const others = one.networks.filter((name) => !claimed.includes(name) && name !== 'docker_gwbridge');
  const isOn = one.networks.some((name) => claimed.includes(name)) && others.length === 0;
  const stood = before?.containers.some(({ id }) => one.id.startsWith(id)) ?? false;
  if (one.name === names.worker && one.mounts === 0) return isOn || (one.image === names.image && !stood);
  return before !== undefined && !stood && isOn && one.mounts === 0;
}

function whyNotContainer(one: EngineContainer, names: Names, { before }: Signs, claimed: readonly string[]): string {
  if (one.mounts > 0) return 'it has a volume or a folder of the node';
  if (!one.networks.some((name) => claimed.includes(name)))
    return 'it is on no network of this lab, and not made of its image';
  const other = one.networks.find((name) => !claimed.includes(name) && name !== 'docker_gwbridge');
  if (other !== undefined) return `it is also on the network ${other}`;
  return before
    ? 'it was there before the lab'
    : `its name is not the lesson’s (${names.worker}), and nothing shows that it came after the lab began`;
}

/** The engine's own way out for overlays. */
function judgeGwbridge(
  engine: EngineFacts,
  containers: readonly TypedThing[],
  networks: readonly TypedThing[],
  { before }: Signs,
): TypedThing[] {
  const found = engine.networks.find(({ name }) => name === 'docker_gwbridge');
  if (!found || engine.swarm.state !== 'inactive') return [];
  const wasTyped = before?.networks.some(({ driver }) => driver === 'overlay');
  if (before?.networks.some(({ name }) => name === 'docker_gwbridge') && !wasTyped) return [];
  const goes = containers.flatMap(({ taking }) => (taking?.do === 'container' ? [taking.name] : []));
  const user = engine.containers.find(
    ({ networks, name, lab }) => networks.includes('docker_gwbridge') && !goes.includes(name) && !lab,
  );
  const step = 'workers';
  const what = 'network docker_gwbridge (created by the engine)';
  if (user) return [{ step, what, why: `${user.name} uses it` }];
  if (before === undefined && networks.length === 0 && engine.store === undefined)
    return [
      { step, what, why: 'nothing shows whether it was there before', remedy: 'docker network rm docker_gwbridge' },
    ];
  return [{ step, what, taking: { do: 'gwbridge' } }];
}

function judgeImage({ image }: EngineFacts, { before }: Signs): TypedThing[] {
  if (!image) return [];
  const step = 'image';
  const what = `image ${image.name}`;
  if (before && !before.images.some(({ id }) => id === image.id.slice(7, 19)))
    return [{ step, what, taking: { do: 'image', ...image } }];
  const why = before ? 'it was there before the lab' : 'nothing shows whether it was there before';
  return [{ step, what, why, remedy: `docker rmi ${image.name}` }];
}
