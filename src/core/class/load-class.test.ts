import { describe, expect, it } from 'vitest';
import { pickSeats } from '../../shared/class/pick-seats.ts';
import { toLabError } from '../../shared/errors.ts';
import { parseClass } from './load-class.ts';

const node = (number: number) => `{name: node${number}, address: 10.0.0.${number}, ssh: {host: h${number}}}`;
const good = `name: net-101
track: swarm
lesson: {to: network}
seats:
  - {name: anna, student: Anna}
  - {name: ben, nodes: practice}
  - {name: cleo, nodes: [${node(1)}, ${node(2)}]}
`;

function refusal(text: string, file = 'class.yaml'): string[] {
  try {
    parseClass(text, file);
  } catch (thrown) {
    return toLabError(thrown).message.split('\n');
  }
  throw new Error('It was taken.');
}

describe('a class file', () => {
  it('has seats with practice labs and seats with machines', () => {
    const { track, seats, practice } = parseClass(good, 'class.yaml');
    expect(track).toBe('swarm');
    expect(practice).toEqual({ nodes: 2, suite: 'bookworm' });
    expect(seats.map(({ name, nodes }) => [name, nodes?.length])).toEqual([
      ['anna', undefined],
      ['ben', undefined],
      ['cleo', 2],
    ]);
  });

  it('may say how many seats there are', () => {
    const { seats } = parseClass('name: a\nseats: 30\n', 'class.yaml');
    expect([seats.length, seats[0]?.name, seats[29]?.name]).toEqual([30, 's1', 's30']);
  });

  it.each(['0', '61', '1.5', 'many', '[]'])('has no seats by %s', (seats) => {
    expect(refusal(`name: a\nseats: ${seats}\n`)[0]).toMatch(/^class.yaml:2: seats: must/);
  });

  it('names all its mistakes at once, each with line and remedy', () => {
    const bad = `name: Net 101
trak: etcd
seats:
  - {name: anna, studnt: A}
  - {name: ben, nodes: practise}
  - {name: cleo, nodes: [${node(1)}]}
`;
    expect(refusal(bad)).toEqual([
      expect.stringMatching(/^class.yaml:1: name: must be lower-case/),
      'class.yaml:2: trak: unknown field; did you mean “track”?',
      'class.yaml:4: seats[0].studnt: unknown field; did you mean “student”?',
      expect.stringMatching(/^class.yaml:5: seats\[1].nodes: must be “practice”/),
      'class.yaml:6: seats[2].nodes: must have at least two nodes',
    ]);
  });

  it('has each seat, machine and part of the lesson once', () => {
    const bad = good
      .replace('to: network', 'to: nowhere')
      .replace('name: ben', 'name: anna')
      .concat(`  - {name: dora, nodes: [${node(1)}, ${node(3)}, ${node(3)}]}\n`);
    const found = refusal(bad).map((line) => line.replace(/^class.yaml:(\d+): ([^:]*): .*/, '$1 $2'));
    expect(found).toEqual([
      '3 lesson.to',
      '6 seats[1].name',
      '8 seats[3].nodes[2].name',
      '8 seats[3].nodes[2].address',
      '8 seats[3].nodes[0].ssh',
      '8 seats[3].nodes[2].ssh',
    ]);
  });
});

describe('a CSV of seats', () => {
  const csv = `seat,student,track,node,address,host,port
a,"Doe, ""J"" Jane",swarm,node1,10.0.0.1,h1,22
a,,,node2,10.0.0.2,h2,
b,Ben,,,,,
`;

  it('is a class called as its file is', () => {
    const { name, track, seats } = parseClass(csv, '/x/net-101.csv');
    expect([name, track]).toEqual(['net-101', 'swarm']);
    expect(seats.map(({ name: seat, student, nodes }) => [seat, student, nodes?.length])).toEqual([
      ['a', 'Doe, "J" Jane', 2],
      ['b', 'Ben', undefined],
    ]);
    expect(seats[0]?.nodes?.map(({ ssh }) => ssh)).toEqual([{ host: 'h1', port: 22 }, { host: 'h2' }]);
  });

  it('may have semicolons, Windows line ends and a mark of Unicode', () => {
    const other = `\ufeff${csv.replace('"Doe, ""J"" Jane"', 'Jane').replaceAll(',', ';').replaceAll('\n', '\r\n')}`;
    expect(parseClass(other, 'n.csv').seats).toHaveLength(2);
  });

  it('names all its mistakes at once, each with its line', () => {
    const bad = csv.replace('10.0.0.2', '10.0.0.300').replace('h1,22', 'h1,ssh').concat('a,,,,,,\n');
    const found = refusal(bad, 'n.csv').map((line) => line.replace(/^n.csv:(\d+): ([^:]*): .*/, '$1 $2'));
    expect(found).toEqual(['2 seats[0].nodes[0].ssh.port', '3 seats[0].nodes[1].address']);
    expect(refusal('seat,colour\na,red\n', 'n.csv')[0]).toMatch(/^n.csv:1: .*not known: colour/);
  });
});

describe('seats by name and place', () => {
  const seats = ['anna', 'ben', 'cleo', 'dora'].map((name) => ({ name }));
  const names = (words: string) => pickSeats(seats, words).map(({ name }) => name);

  it('are chosen once each, in the order of the class', () => {
    expect(names('dora,1-2, ben')).toEqual(['anna', 'ben', 'dora']);
  });

  it.each(['5', '0', '2-1', '1-9', 'eve', '', '1,,2'])('are not chosen by %j', (words) => {
    expect(() => names(words)).toThrow(/there is no seat/);
  });
});
