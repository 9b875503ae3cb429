import { describe, expect, it } from 'vitest';
import type { LessonCheck } from '../../shared/own-lesson/lesson.ts';
import { sent } from '../../shared/texts/wire.ts';
import { Session } from '../machine/fixtures/fake-session.ts';
import { madeUpWorld } from '../machine/fixtures/made-up-lab.ts';
import type { Node } from '../machine/port.ts';
import type { Prompts } from '../remote/auth/prompts.ts';
import { lessonCommand, routesIn } from './lesson-looks.ts';
import { runChecks } from './run-checks.ts';
import { placedChecks, shownCheck } from './show-lesson.ts';

function lab(change: (node: Node) => Node = (node) => node) {
  const world = madeUpWorld();
  const machine = world.machine('node1');
  machine.files.set('/etc/motd', { text: 'hello\nworld \u001b[31mred\n', mode: '644' });
  machine.ways.routes.push({ destination: '10.0.9.0/24', via: '192.168.236.132', isLabs: true, isBirds: false });
  machine.containers.push({ id: 'c1', name: 'worker-1', image: 'x', labels: {}, running: true });
  const session = new Session(world);
  const trusted = { lab: world.lab, file: 'lab.yaml', baseDir: '/', ownFiles: true };
  const made = (checks: LessonCheck[], signal = new AbortController().signal) =>
    runChecks(trusted, placedChecks({ checks }, world.lab), {
      ...{ prompts: {} as Prompts, signal },
      connect: async ({ name }) => change(session.node(world.machine(name))),
    });
  return { made, lab: world.lab };
}

const states: [LessonCheck, string][] = [
  [{ on: 1, file: '/etc/motd' }, 'met'],
  [{ on: 2, file: '/etc/motd' }, 'unmet'],
  [{ on: 1, file: '/etc/motd', gone: true }, 'unmet'],
  [{ on: 1, file: '/etc/motd', has: 'w*d' }, 'met'],
  [{ on: 1, file: '/etc/motd', has: 'w.*d' }, 'unmet'],
  [{ on: 1, interface: 'eth0', mtu: 1500, address: '@{address 1}' }, 'met'],
  [{ on: 1, interface: 'eth0', address: '192.168.236.131/24' }, 'met'],
  [{ on: 1, interface: 'eth0', mtu: 1450 }, 'unmet'],
  [{ on: 1, interface: 'eth0', address: '@{address 2}' }, 'unmet'],
  [{ on: 1, interface: 'vx0', gone: true }, 'met'],
  [{ on: 1, route: '10.0.9.0/24', via: '@{address 2}' }, 'met'],
  [{ on: 1, route: '10.0.9.0/24', via: '@{address 1}' }, 'unmet'],
  [{ on: 1, route: '10.0.9.0/24', gone: true }, 'unmet'],
  [{ on: 2, route: '10.0.9.0/24', gone: true }, 'met'],
  [{ on: 1, container: '@{worker 1}' }, 'met'],
  [{ on: 1, container: '@{worker 1}', network: 'myapp' }, 'unmet'],
  [{ on: 2, container: '@{worker 1}' }, 'unmet'],
  [{ on: 1, port: 22 }, 'met'],
  [{ on: 1, port: 23 }, 'unmet'],
  [{ on: 1, port: 23, gone: true }, 'met'],
  [{ on: 1, port: 22, at: 9 }, 'unknown'],
  [{ on: 1, command: 'echo @{address 2}', prints: '192.168.236.132' }, 'met'],
  [{ on: 1, command: 'false' }, 'unmet'],
  [{ on: 1, command: 'false', status: 1 }, 'met'],
  [{ on: 9, command: 'true' }, 'unknown'],
];

describe('checks of a lesson', () => {
  it('hold or not, each on its node', async () => {
    const results = await lab().made(states.map(([check]) => check));
    expect(results.map(({ state }) => state)).toEqual(states.map(([, state]) => state));
    for (const { why } of results) expect(why).not.toBe('');
  });

  it('on all nodes are one each, and say what the lesson says where they do not hold', async () => {
    const results = await lab().made([{ on: 'all', file: '/etc/motd', hint: 'Write it.' }]);
    expect(results).toMatchObject([
      { at: 0, node: 'node1', state: 'met' },
      { at: 0, node: 'node2', state: 'unmet', hint: 'Write it.' },
    ]);
    expect(results[0]).not.toHaveProperty('hint');
  });

  it('of a node that fails are unknown, and those of the others are made', async () => {
    const failing = lab((node) => ({
      ...node,
      run: (operation, args, how) =>
        node.name === 'node1' && operation.name === lessonCommand.name
          ? Promise.reject(new Error('no shell there'))
          : node.run(operation, args, how),
    }));
    expect(await failing.made([{ on: 'all', command: 'ls' }])).toMatchObject([
      { node: 'node1', state: 'unknown', why: 'no shell there' },
      { node: 'node2', state: 'met' },
    ]);
  });

  it('that are cancelled end as cancelled', async () => {
    await expect(lab().made([{ on: 1, command: 'ls' }], AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

it('checks are shown with the names and addresses of their lab, each for its node', () => {
  const checks = [
    { on: 1, port: 22, at: 2 },
    { on: 'all' as const, command: 'ping @{address 2}' },
  ];
  expect(sent(placedChecks({ checks }, lab().lab).map(shownCheck))).toMatchObject([
    { at: 0, node: 'node1', what: 'TCP port 22 of node 2 answers' },
    { at: 1, node: 'node1', command: 'ping 192.168.236.132' },
    { at: 1, node: 'node2', command: 'ping 192.168.236.132' },
  ]);
});

it('routes are read as ip prints them', () => {
  expect(
    routesIn(
      'default via 10.0.0.1 dev eth0 onlink \n10.0.9.0/24 dev br0 proto kernel scope link src 10.0.9.1\nblackhole 10.1.0.0/16\n',
    ),
  ).toEqual([
    { to: 'default', via: '10.0.0.1', dev: 'eth0' },
    { to: '10.0.9.0/24', dev: 'br0' },
  ]);
});
