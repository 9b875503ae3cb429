import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleBodies, recorded } from '../../core/report/fixtures/example-run.ts';
import { nastyBodies } from '../../core/report/fixtures/nasty-run.ts';
import { nastyText } from '../../core/report/fixtures/nasty-text.ts';
import type { EventBody } from '../../shared/run/events.ts';
import { Kept } from '../fixtures/stand-in.ts';
import { progressRenderer } from './progress-renderer.ts';
import { Screen } from './screen.ts';
import type { Style } from './style.ts';
import { widthOf } from './width.ts';

const plain: Style = { columns: 80, rows: 30, colour: false, unicode: true, live: false };

function shown(bodies: readonly EventBody[], style: Style = plain): string {
  const out = new Kept();
  const renderer = progressRenderer(new Screen(out, style), style);
  const events = recorded(bodies);
  for (const event of events) renderer.event(event);
  const result = events.at(-1);
  if (result?.type !== 'result') throw new Error('no result');
  renderer.end(result);
  return out.text;
}

const whatHangs = 'Docker on node1 does not answer: dockerd is stopped (SIGSTOP). Resume it';

it.each([false, true])('says at once what is waited for on a node (on a terminal: %s)', (live) => {
  const [run, ...rest] = exampleBodies();
  const late: EventBody[] = [
    { type: 'node', node: 'node1', state: 'ready', message: whatHangs },
    { type: 'node', node: 'node1', state: 'ready' },
  ];
  expect(shown([run as EventBody, ...late, ...rest], { ...plain, live }).split(whatHangs)).toHaveLength(2);
});

describe('progress without a terminal', () => {
  const text = shown(exampleBodies());

  it('writes each step once, when it ended', () => {
    expect(text.match(/^✓ .*$/gm)).toHaveLength(12);
    expect(text).toMatch(/^✓ Worker image {18} {3}1\.1 s {2}2 changes, Worker image: as it should be$/m);
    expect(text).toMatch(/^class-a: run on node1, node2\n/);
  });

  it('shows real outputs, each with its node and command', () => {
    expect(text).toContain('\n\nOn node1: sudo docker network ls\nNETWORK ID          NAME                DRIVER\n');
    expect(text).toContain('\nOn node2: sudo docker exec worker-2 iperf3 -c 10.0.0.2\n');
  });

  it('ends with the tables and one line of what came of it', () => {
    const end = text.slice(text.indexOf('Ping over the overlay'));
    expect(end.replace(/ +/g, ' ')).toContain('worker-1 │ worker-2 │ 4 │ 0 % │ 0.081 │ 0.112 │ 0.154 │ 0.021');
    expect(end.replace(/ +/g, ' ')).toContain('native │ 15.60 Gbit/s │ 2.22 Gbit/s');
    expect(end.replace(/ +/g, ' ')).toContain('overlay │ 11.20 Gbit/s │ 1.58 Gbit/s');
    expect(end.replace(/ +/g, ' ')).toContain('overlay / native │ 0.72 │ 0.71');
    expect(end.trimEnd().split('\n').at(-1)).toMatch(/^✓ 8 changes in \d+\.\d s$/);
  });

  it('has no ANSI, and no line of its own beyond 80 columns', () => {
    expect(text).not.toContain('\x1b');
    const own = text.split('\n').filter((line) => !/^(✓|On node| )/.test(line));
    for (const line of own) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });

  it('is ASCII where the locale is not UTF-8', () => {
    expect(shown(exampleBodies(), { ...plain, unicode: false })).toMatch(/^[\x20-\x7e\n]*$/);
  });
});

describe('what went wrong', () => {
  const place = { step: 'daemon' as const, node: 'node2' };
  const failed: EventBody[] = [
    {
      type: 'run',
      command: 'run',
      nodes: ['node1', 'node2'],
      tasks: [
        { step: 'daemon', node: 'node1', title: 'Daemons' },
        { ...place, title: 'Daemons' },
        { step: 'iperf-native', title: 'Native' },
      ],
    },
    { type: 'task', step: 'daemon', node: 'node1', state: 'done' },
    {
      type: 'task',
      ...place,
      state: 'failed',
      error: {
        code: 'docker-failed',
        message: 'dockerd did not come back',
        ...place,
        remedy: 'Keep one of them',
        diagnosis: 11,
      },
    },
    { type: 'task', step: 'iperf-native', state: 'blocked' },
  ];
  const text = shown(failed);

  it('is told with node, cause, remedy and diagnosis', () => {
    expect(text).toMatch(/^✗ Daemons .* failed on 1 of 2 nodes$/m);
    expect(text).toMatch(
      /✗ node2 · daemon: dockerd did not come back\n {4}What to do: Keep one of them\n {4}For more: npx overlay-lab explain 11/,
    );
    expect(text).toMatch(/^- Native .*blocked/m);
    expect(text).toMatch(/✗ Failed after .*: 1 failed, 1 blocked; 0 changes/);
  });

  it('leaves unknown what was not measured', () => {
    expect(text).toMatch(/native +│ +unknown \(blocked: what it needs is missing\) │ +2\.22/);
    expect(text).not.toMatch(/\b0(\.0+)? [kMG]?bit/);
  });
});

it('a run that found all as it should be says so', () => {
  const place = { step: 'etcd' as const };
  const text = shown([
    { type: 'run', command: 'run', nodes: ['node1'], tasks: [{ ...place, title: 'etcd' }] },
    { type: 'task', ...place, state: 'done' },
  ]);
  expect(text).toContain('0 changes: everything was already as it should be');
});

it('a check shows what run would change', () => {
  const place = { step: 'workers' as const, node: 'node1' };
  const finding = {
    status: 'missing' as const,
    summary: 'no worker',
    facts: {},
    diff: ['+ container worker-1'],
    problems: [],
  };
  const text = shown([
    { type: 'run', command: 'check', nodes: ['node1'], tasks: [{ ...place, title: 'Workers' }] },
    { type: 'finding', ...place, finding },
    { type: 'task', ...place, state: 'planned' },
  ]);
  expect(text).toMatch(/^~ Workers .*no worker\n {4}node1: \+ container worker-1$/m);
  expect(text).toMatch(/1 to build or change; checked in .*, nothing changed/);
});

it('proofs of a reset stand there, equal or with the exact difference', () => {
  const text = shown([
    { type: 'run', command: 'reset', nodes: ['node1'], tasks: [] },
    { type: 'proof', proof: { node: 'node1', kind: 'links', equal: true, differences: [] } },
    { type: 'proof', proof: { node: 'node1', kind: 'files', equal: false, differences: ['+ /etc/a', '- /etc/b'] } },
  ]);
  expect(text.replace(/ +/g, ' ')).toContain(
    'Network links │ node1 │ equal\nConfiguration files │ node1 │ + /etc/a\n │ │ - /etc/b',
  );
});

describe('whatever nodes say', () => {
  const steering = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

  it('no terminal is steered, and the app’s own colours are all there is', () => {
    fc.assert(
      fc.property(nastyText, fc.constantFrom(40, 80, 120), (text, columns) => {
        const live = { ...plain, columns, colour: true, live: true };
        const seen = shown(nastyBodies(text), live);
        // Its own: colours, up n lines, and clearing what is below.
        expect(seen.replace(/\x1b\[(?:1|2|3[1-6]|22|39)m|\x1b\[\d+A\r\x1b\[J/g, '')).not.toMatch(steering);
        expect(shown(nastyBodies(text), { ...plain, columns })).not.toMatch(steering);
      }),
      { numRuns: 100 },
    );
  });
});
