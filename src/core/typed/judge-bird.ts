import { posix } from 'node:path';
import { texts, type Words } from '../../shared/texts/text.ts';
import { birdUnitPath } from '../ledger/lab-files.ts';
import type { BirdFile, TypedBird, TypedFacts } from './typed-facts.ts';
import { hasStep, isLabs, type Signs, type TypedThing } from './typed-thing.ts';

const step = 'routes';

/** The lab's own. */
export const birdUnit = posix.basename(birdUnitPath);

/** The distribution's, with its file. */
const systems = { unit: 'bird.service', file: '/etc/bird/bird.conf' };

/** All that the lesson's configuration has. */
const lessons = ['device', 'direct', 'kernel', 'bgp'];

/** Routing daemons that somebody started: one that does what the lesson's does, and speaks with the lab's nodes alone, is the lab's. */
export function judgeBirds(birds: readonly TypedBird[], signs: Signs): TypedThing[] {
  return birds.filter(({ unit }) => unit !== birdUnit).flatMap((one) => judgeBird(one, signs));
}

function judgeBird({ pid, started, unit, unitPath, words, config }: TypedBird, signs: Signs): TypedThing[] {
  // Others' routing is nobody's business here.
  if (!neighboursIn(config).some((host) => isLabs(signs, host))) return [];
  const what = unit === undefined ? texts.typed.bird({ pid }) : texts.typed.birdUnit({ unit });
  const remedy = unit === undefined ? `kill ${pid}` : `systemctl stop ${unit}`;
  const isOld = signs.before?.files.some(({ path }) => path === unitPath) ?? false;
  const why =
    unit === systems.unit ? texts.typed.systemsBird : isOld ? texts.typed.fileStood : whyNotLessons(config, signs);
  if (why !== undefined) return [{ step, what, why, remedy }];
  const after = (flag: string) => {
    const at = words.indexOf(flag);
    const path = at > 0 ? words[at + 1] : undefined;
    return path?.startsWith('/') ? path : undefined;
  };
  const files = { socket: after('-s'), pidFile: after('-P') };
  return [{ step, what, taking: { do: 'bird', pid, started, ...files, unit, path: unitPath } }];
}

/** What they are told: the file of each that goes, and one that lies where the lesson has it. */
export function judgeBirdFiles({ birds, birdFiles }: TypedFacts, signs: Signs): TypedThing[] {
  const told = judgeBirds(birds, signs);
  const going = birds.filter(({ pid }) => told.some(({ taking }) => taking?.do === 'bird' && taking.pid === pid));
  const files = new Map([...birdFiles, ...going.map(({ config }) => config)].map((file) => [file.path, file]));
  return [...files.values()]
    .filter((file) => file.path !== systems.file && !signs.own.has(file.path))
    .filter((file) => neighboursIn(file).some((host) => isLabs(signs, host)))
    .map((file): TypedThing => {
      const { path, sum } = file;
      const what = texts.typed.birdFile({ path });
      const remedy = `rm ${path}`;
      const isOld = signs.before?.files.some((one) => one.path === path) ?? false;
      const why = isOld ? texts.typed.fileStood : whyNotLessons(file, signs);
      return why === undefined
        ? { step, what, taking: { do: 'bird-file', path, seen: sum } }
        : { step, what, why, remedy };
    });
}

const plain = ({ text }: BirdFile): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/#.*/g, '');

const neighboursIn = (file: BirdFile): string[] =>
  [...plain(file).matchAll(/\bneighbor\s+([\da-fA-F.:]+)/g)].map(([, host = '']) => host);

function whyNotLessons(file: BirdFile, signs: Signs): Words | undefined {
  if (!hasStep(signs, step)) return texts.typed.stoodUnknown;
  const text = plain(file);
  const stranger = neighboursIn(file).find((host) => !isLabs(signs, host));
  if (stranger !== undefined) return texts.typed.birdNeighbour({ host: stranger });
  const id = /\brouter\s+id\s+(\S+?)\s*;/.exec(text)?.[1];
  if (id !== signs.address) return texts.typed.birdOtherRouter({ id: id ?? texts.typed.nameNotGiven });
  const protocols = [...text.matchAll(/\bprotocol\s+(\w+)/g)].map(([, name = '']) => name);
  const more = /\binclude\b/.test(text) ? 'include' : protocols.find((name) => !lessons.includes(name));
  return more === undefined ? undefined : texts.typed.birdDoesMore({ what: more });
}
