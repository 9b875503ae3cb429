import { expect, test } from 'vitest';
import { lasting, played, standIn } from '../fixtures/stand-in.ts';
import { runCli } from '../program.ts';

test('without --tracks it takes those that the engines can do, and Open vSwitch only where that runs', async () => {
  const stand = standIn({ startRun: played([]), tty: true });
  const seen = [
    { node: 'node1', version: '26.1.5', hasOpenSwitch: true },
    { node: 'node2', version: '20.10.24', hasOpenSwitch: false },
  ];
  const over = runCli(['compare'], { ...stand.deps, lookAtEngines: async () => seen });
  await expect
    .poll(() => stand.stderr.text, { timeout: 10_000 })
    .toMatch(/swarm, then vxlan, then routed will be built/);
  stand.stdin.write('no\r');
  expect(await over).toBe(130);
  const none = standIn({ startRun: played([]) });
  const silent = { ...none.deps, lookAtEngines: async () => [{ node: 'node1' }] };
  expect(await runCli(['compare', '--yes'], silent)).toBe(1);
  expect(none.stderr.text).toMatch(/can do one track alone, or did not say/);
});

test('Ctrl-C resets what was built before it leaves, and says so', async () => {
  const first = lasting([]);
  const stand = standIn({ startRun: played([]) });
  const startRun: typeof stand.deps.startRun = (lab, request) => {
    if (request.command !== 'run') return stand.deps.startRun(lab, request);
    const run = first.startRun(lab, request);
    const cancelled = run.finished.then((told) => ({
      ...told,
      ok: false,
      findings: [{ step: 'etcd', state: 'cancelled' as const }],
      errors: [{ code: 'cancelled' as const, message: 'Cancelled' }],
    }));
    return { ...run, finished: cancelled };
  };
  const over = runCli(['compare', '--tracks', 'etcd,swarm', '--yes'], { ...stand.deps, startRun });
  await expect.poll(() => first.state.prompts, { timeout: 10_000 }).toBeDefined();
  stand.signals.emit('SIGINT');
  first.state.ended();
  expect(await over).toBe(130);
  expect(stand.started.map(({ command }) => command)).toEqual(['reset']);
  expect(stand.stderr.text + stand.stdout.text).toContain('The lab was reset');
  expect(stand.signals.listenerCount('SIGINT')).toBe(0);
});
