import { describe, expect, it, test } from 'vitest';
import { growth, mostGrowth, suspicious } from '../fixtures/growth.ts';
import { english } from '../texts/text.ts';
import { findMistake, mistakeRules } from './find-mistake.ts';
import { create, id64, initialized, noManager, printedMistakes, type Where } from './fixtures/printed-mistakes.ts';
import { labOn } from './fixtures/typed-lab.ts';

const find = (command: string, output: string, { node = 'node1', track = 'etcd' }: Where = {}) =>
  findMistake({ node, command, output }, labOn(track));
const waysOf = (mistake: ReturnType<typeof find>) =>
  mistake?.ways.map((way) => ('step' in way ? `part ${way.step}` : `${way.node}: ${way.command}`));
describe('a mistake is recognised, with the way on', () => {
  it.each(printedMistakes)('%s: %s', (id, command, output, ways, where) => {
    const mistake = find(command, output, where);
    expect([mistake?.id, waysOf(mistake)]).toEqual([id, ways]);
    expect(english(mistake?.says ?? '')).toMatch(/^[A-Z0-9“a-z].*[.?)]$/);
  });
});

describe('what is right is none', () => {
  it.each([
    [create, id64],
    ['docker network create --driver=overlay myapp', id64],
    ['docker run -itd --name=worker-1 --net=myapp overlay-lab/worker:1', id64],
    ['docker run -itd --name=worker-1 --network myapp overlay-lab/worker:1', id64],
    ['docker run -d --name=mine nginx', id64],
    ['docker run busybox true', "Unable to find image 'busybox:latest' locally\nlatest: Pulling from library/busybox"],
    ['docker service create nginx', noManager],
    ['docker exec worker-1 ping -c 4 worker-2', '4 packets transmitted, 4 packets received, 0% packet loss'],
    ['curl http://10.0.0.1', 'curl: (7) Failed to connect: Connection refused'],
    ['cat notes', 'listen tcp nothing: bind: fine'],
    ['', ''],
  ])('%s', (command, output) => expect(find(command ?? '', output ?? '')).toBeUndefined());

  it('a swarm, on its own track', () => {
    expect(find('docker swarm init', initialized, { track: 'swarm' })).toBeUndefined();
  });
});

test.each(suspicious)('many of %j are read in good time', (unit) => {
  const look = (text: string) => findMistake({ node: 'node1', command: text, output: text }, labOn('etcd'));
  expect(growth(look, unit)).toBeLessThan(mostGrowth);
});

test('each mistake that is known has a case here', () => {
  const tried = new Set(printedMistakes.map(([id]) => id));
  expect(mistakeRules.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
});
