import { expect, test } from 'vitest';
import type { Lab } from '../../shared/lab/lab.ts';
import { factsWith, lab, signs, told } from './fixtures/typed-node.ts';
import { judgeWays } from './judge-ways.ts';
import type { TypedBird } from './typed-facts.ts';

const lesson = `router id 192.168.236.130;
protocol device { }
protocol direct { ipv4; interface "br-lab"; }
protocol kernel { metric 77; ipv4 { import none; export where source = RTS_BGP; }; }
protocol bgp peer2 {
  local 192.168.236.130 port 179 as 64512; strict bind yes;
  neighbor 192.168.236.131 port 179 as 64512; direct; # protocol ospf
}`;
const route = '10.244.2.0/24 via 192.168.236.131 dev host0 proto bird metric 77';
const words = 'bird -c /run/lab-bird.conf -s /run/lab-bird.ctl -P /run/lab-bird.pid'.split(' ');
const file = (text = lesson) => ({ path: '/run/lab-bird.conf', sum: 'a-sum', text });
const bird = (text = lesson, some: Partial<TypedBird> = {}): TypedBird => ({
  ...{ pid: 9, started: '100', words, config: file(text) },
  ...some,
});
const routedLab = { ...lab, track: 'routed' } as Lab;
const judge = (facts: Parameters<typeof factsWith>[0], how = signs()) =>
  judgeWays(factsWith(facts), { ...how, lab: routedLab });

test('a BIRD that was typed as the lesson has it goes, with its file; its routes go with it', () => {
  const things = judge({ birds: [bird()], birdFiles: [file()], routes: [route] });
  expect(told(things)).toEqual([
    'BIRD, started by hand (process 9): bird',
    'BIRD’s configuration in /run/lab-bird.conf: bird-file',
  ]);
  expect(things[0]?.taking).toMatchObject({ pid: 9, socket: '/run/lab-bird.ctl', pidFile: '/run/lab-bird.pid' });
  const own = { unit: 'mine.service', unitPath: '/etc/systemd/system/mine.service' };
  expect(told(judge({ birds: [bird(lesson, own)] }))[0]).toBe('service mine.service, which runs BIRD: bird');
});

test('what a killed one left goes: its file, and its routes by their metric', () => {
  expect(told(judge({ birdFiles: [file()], routes: [route] }))).toEqual([
    'BIRD’s configuration in /run/lab-bird.conf: bird-file',
    'route to 10.244.2.0/24 via 192.168.236.131: route',
  ]);
  expect(told(judge({ routes: [route.replace('metric 77', 'metric 32')] }))[0]).toContain('BIRD, keeps it');
});

test.each<[string, TypedBird, string]>([
  ['the system’s', bird(lesson, { unit: 'bird.service', unitPath: '/lib/systemd/system/bird.service' }), 'system’s'],
  ['with another neighbour', bird(`${lesson}\nprotocol bgp x { neighbor 10.9.9.9 as 1; }`), '10.9.9.9'],
  ['of another node', bird(lesson.replace('router id 192.168.236.130', 'router id 10.9.9.9')), 'calls itself 10.9.9.9'],
  ['that does more', bird(`${lesson}\nprotocol ospf { }`), 'ospf'],
  ['with more elsewhere', bird(`${lesson}\ninclude "/etc/bird/x.conf";`), 'include'],
])('a BIRD %s is left with its file and its routes, with why', (_, one, why) => {
  const things = judge({ birds: [one], routes: [route] });
  expect(told(things)[0]).toContain(why);
  expect(things.some(({ taking }) => taking !== undefined)).toBe(false);
  expect(told(things).at(-1)).toContain('BIRD, keeps it');
});

test('one that speaks with none of the lab’s nodes is nobody’s business; the lab’s own is no typed thing, nor are its routes', () => {
  expect(judge({ birds: [bird(lesson.replace('neighbor 192.168.236.131', 'neighbor 10.9.9.9'))] })).toEqual([]);
  expect(judge({ birds: [bird(lesson, { unit: 'overlay-lab-bird.service' })], routes: [route] })).toEqual([]);
});
