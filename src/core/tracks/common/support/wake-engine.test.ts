import { expect, it } from 'vitest';
import { inventoryOf } from '../../../../shared/inventory/inventory.ts';
import { parseEngineState } from '../../../machine/engine-state.ts';
import type { Node, Operation } from '../../../machine/port.ts';
import type { LabContext } from './lab-step.ts';
import { engineStart, wakeEngines } from './wake-engine.ts';

/** A node whose engine does not answer until it is started; `units` as systemd tells them. */
async function woken(units: readonly string[], { ranBefore, dockerd = '' }: { ranBefore: boolean; dockerd?: string }) {
  let isUp = false;
  const started: unknown[] = [];
  const info = async () => {
    if (isUp) return {};
    throw new Error('connect ECONNREFUSED /var/run/docker.sock');
  };
  const node = {
    name: 'node1',
    docker: { info },
    lost: new Promise(() => undefined),
    async run({ name }: Operation<unknown, unknown>, input: unknown) {
      if (name !== engineStart.name)
        return parseEngineState([...units.map((unit) => `unit=${unit}`), dockerd].join('\n'));
      started.push(input);
      isUp = true;
      return true;
    },
  } as unknown as Node;
  const active = ranBefore ? 'active' : 'inactive';
  const context = {
    lab: { name: 'lab' },
    signal: new AbortController().signal,
    log: () => undefined,
    baseline: () => inventoryOf({ units: [{ unit: 'docker.service', active, enabled: 'enabled' }] }),
    once: (_: string, work: () => Promise<unknown>) => work(),
    nodes: [node],
    forget: () => undefined,
  } as unknown as LabContext;
  const error = await wakeEngines(context, [node]).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { started, error };
}

const state = (load: string, active: string, result = 'success') => [
  `docker.service ${active} ${load} no ${result}`,
  `docker.socket inactive ${load} no success`,
];

it.for([
  ['stopped', state('loaded', 'inactive'), []],
  ['given up by its start limit', state('loaded', 'failed', 'start-limit-hit'), []],
  ['masked by somebody', state('masked', 'inactive'), ['docker.service', 'docker.socket']],
  ['masked after it had failed', state('masked', 'failed', 'exit-code'), ['docker.service', 'docker.socket']],
  [
    'without its socket, which is masked',
    ['docker.service inactive loaded no success', 'docker.socket inactive masked no success'],
    ['docker.socket'],
  ],
] as const)('an engine %s is started, as before the lab', async ([, units, masked]) => {
  const { started, error } = await woken(units, { ranBefore: true });
  expect(error).toBeUndefined();
  expect(started).toEqual([{ masked }]);
});

it('one that was masked without having run before the lab stays so, and its remedy is told', async () => {
  const { started, error } = await woken(state('masked', 'inactive'), { ranBefore: false });
  expect(started).toEqual([]);
  expect(error).toMatchObject({
    code: 'refused',
    details: { remedy: expect.stringContaining('systemctl unmask docker.service docker.socket') },
  });
});

it('one that hangs is not started, and its remedy is told', async () => {
  const dockerd = 'dockerd=60 T 0 system docker.service /usr/sbin/dockerd -H fd://';
  const { started, error } = await woken(state('loaded', 'active'), { ranBefore: true, dockerd });
  expect(started).toEqual([]);
  expect(error).toMatchObject({ code: 'refused', details: { remedy: expect.stringContaining('kill -CONT 60') } });
});
