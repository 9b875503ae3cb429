import type { Picture, Thing, ThingKind } from './picture.ts';

/** What a lesson's part is about, by its id; all of it where it is about how everything works together. */
const about: Record<string, readonly ThingKind[]> = {
  prerequisites: ['machine', 'nic', 'underlay'],
  etcd: ['store'],
  swarm: ['store'],
  raft: ['store'],
  service: ['store', 'container', 'end'],
  daemons: ['store', 'machine'],
  network: ['store', 'bridge', 'switch'],
  link: ['vtep', 'tunnel'],
  switch: ['switch', 'port'],
  ports: ['port', 'tunnel'],
  peers: ['vtep', 'tunnel'],
  routes: ['route'],
  rules: ['route', 'nic'],
  containers: ['container', 'end', 'veth'],
  vxlan: ['space', 'bridge', 'vtep', 'tunnel'],
};

/** Bridges of the way out, which no part is about. */
const waysOut = new Set(['docker0', 'docker_gwbridge']);

export const isAbout = (part: string, { kind, name }: Pick<Thing, 'kind' | 'name'>): boolean =>
  !waysOut.has(name) && (about[part]?.includes(kind) ?? false);

/** Without what is not the lab's: fewer things, to be seen in little room. */
export function withoutOthers(picture: Picture): Picture {
  const things = picture.things.filter(({ isOthers }) => !isOthers);
  const kept = new Set(things.map(({ id }) => id));
  return { ...picture, things, ties: picture.ties.filter(({ from, to }) => kept.has(from) && kept.has(to)) };
}
