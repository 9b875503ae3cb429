import type { NodeFacts, PictureSpace } from '../../shared/picture/facts.ts';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { operation } from '../machine/operation.ts';
import { mostOfPart, mostSpaces, pictureScript } from './look-script.ts';
import type { Count } from './meter.ts';
import { countsIn, forwardingIn, linesIn, linksIn, neighboursIn } from './parse-spaces.ts';

/** What a node says of itself without its engine. */
export interface PictureLook extends Pick<NodeFacts, 'spaces' | 'docker' | 'etcd' | 'switches' | 'rules'> {
  /** Its engine may be asked: it is running, and nobody is stopping it. */
  isAwake: boolean;
  /** Of all its links. */
  counts: Count[];
}

export const pictureLook = operation<Record<never, never>, PictureLook>({
  name: 'picture.look',
  program: () => ({
    script: pictureScript,
    timeout: 15_000,
    expect: 'any',
    maxOutput: 4 * mostSpaces * mostOfPart,
  }),
  read: ({ stdout }) => {
    const parts = partsOf(stdout);
    const own = parts.get('-') ?? new Map<string, string>();
    const names = [...parts.keys()].filter((name) => name !== '-').slice(0, mostSpaces);
    const spaces = [spaceOf('', own), ...names.map((name) => spaceOf(name, parts.get(name)))];
    const daemons = linesIn(own.get('daemons') ?? '');
    const docker = daemons.includes('dockerd');
    return {
      spaces: spaces.map(({ space }) => space),
      counts: spaces.flatMap(({ counts }) => counts),
      ...{ docker, etcd: daemons.includes('etcd') },
      isAwake: docker && linesIn(own.get('engine') ?? '')[0] !== 'deactivating',
      switches: switchesIn(linesIn(own.get('switches') ?? '')),
      rules: linesIn(own.get('rules') ?? '', 400).slice(0, 1000),
    };
  },
});

type Parts = ReadonlyMap<string, string>;

/** By namespace, then by part. */
function partsOf(stdout: string): Map<string, Map<string, string>> {
  const parts = new Map<string, Map<string, string>>();
  for (const line of stdout.split('\n')) {
    const [, space = '', name = '', base64 = ''] = /^(\S{1,200}) ([a-z]+) ([A-Za-z0-9+/=]*)$/.exec(line) ?? [];
    if (!name) continue;
    const key = stripUnsafe(space);
    const known = parts.get(key) ?? new Map<string, string>();
    parts.set(key, known.set(name, name === 'clock' ? base64 : Buffer.from(base64, 'base64').toString('utf8')));
  }
  return parts;
}

function spaceOf(name: string, parts: Parts = new Map()): { space: PictureSpace; counts: Count[] } {
  const links = parts.get('links') ?? '';
  return {
    counts: countsIn(links, { space: name, clock: Number(parts.get('clock')) }),
    space: {
      name,
      links: linksIn(links),
      // Whether a link has a carrier is the link's business.
      routes: linesIn(parts.get('routes') ?? '')
        .slice(0, 400)
        .map((route) => route.replace(/ linkdown$/, '')),
      neighbours: neighboursIn(parts.get('neighbours') ?? ''),
      forwarding: forwardingIn(parts.get('forwarding') ?? ''),
    },
  };
}

/** `BRIDGE PORT TYPE "REMOTE" "KEY"`, and `BRIDGE` alone. */
function switchesIn(lines: readonly string[]): NodeFacts['switches'] {
  const found = new Map<string, NodeFacts['switches'][number]>();
  for (const line of lines.slice(0, 1000)) {
    const [bridge = '', port, type = '', remote, key] = line.replaceAll('"', '').split(' ').filter(Boolean);
    const known = found.get(bridge) ?? { name: bridge, ports: [] };
    found.set(bridge, known);
    if (port !== undefined && known.ports.length < 400)
      known.ports.push({ name: port, type, ...(remote && { remote }), ...(key && { key }) });
  }
  return [...found.values()].slice(0, 400);
}
