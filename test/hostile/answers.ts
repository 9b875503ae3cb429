import { boundedNode } from '../../src/core/bounds/bounded-node.ts';
import type { Node } from '../../src/core/machine/port.ts';
import { getJson } from '../../src/core/machine/tunnel-http.ts';
import { openDocker } from '../../src/core/remote/docker/docker.ts';
import { dockerError } from '../../src/core/remote/docker/docker-error.ts';
import { LabError } from '../../src/shared/errors.ts';
import { engineKinds, type Kind } from './answers/engine-kinds.ts';
import { otherEnd } from './answers/other-end.ts';
import { runThere } from './answers/run-there.ts';
import { shellKinds } from './answers/shell-kinds.ts';
import { type Around, type Counts, type Suite, tally } from './harness/suite.ts';

export const suite: Suite = { name: 'answers', least: { quick: 120, whole: 476 }, run };

/** How many are tried before memory is looked at, and how many in the short run. */
const warmKinds = 6;
const quickKinds = 24;

/** For answers that never end but by the run's signal. */
const patienceMs = 1000;

/** What a node may send: in place of Docker and etcd, and in place of the helper and the programs of a login shell. */
async function run({ signal, quick, report, watch }: Around): Promise<Counts> {
  const { counts, attempt } = tally();
  await using there = otherEnd();
  const kinds = engineKinds();
  for (const [at, [name, kind]] of Object.entries(kinds).entries()) {
    if (signal.aborted || (quick && at >= quickKinds)) break;
    if (at === warmKinds) watch();
    const { dial } = await there.serve({ engine: name });
    const asked = calls.map(([ask, shape, call]) => attempt(`${ask}: ${name}`, () => refused(kind, shape, call(dial))));
    await Promise.all(asked);
  }
  report(`${counts.tried} answers of Docker and etcd`);
  for (const [name, kind] of Object.entries(shellKinds)) {
    if (signal.aborted || quick) break;
    const place = await there.serve({ shell: name });
    await attempt(`shell: ${name}`, async () => (await runThere(place, patienceMs)) && !kind.fine);
  }
  return counts;
}

type Dial = Node['dial'];

/** Each waits no longer than the patience: then the run is cancelled. */
const calls: [string, Kind['fits'], (dial: Dial) => Promise<unknown>][] = [
  ['info', 'record', (dial) => engine(dial).info()],
  ['containers', 'list', (dial) => engine(dial).listContainers({ all: true })],
  ['inspect', 'record', (dial) => engine(dial).getContainer('worker-1').inspect()],
  ['remove', 'any', (dial) => engine(dial).getNetwork('myapp').remove()],
  [
    'etcd',
    'any JSON',
    (dial) => getJson({ name: 'node1', dial }, '127.0.0.1', 2379, '/v2/members', { timeout: patienceMs }),
  ],
];

function engine(dial: Dial): Node['docker'] {
  const docker = openDocker({ dial: () => dial('', 0), most: () => 64 });
  const node = {
    name: 'node1',
    docker,
    dockerIfUp: docker,
    run: () => Promise.reject(new Error('no')),
  } as unknown as Node;
  return boundedNode(node, { leave: AbortSignal.timeout(patienceMs) }).docker;
}

/** True where it was taken for an answer; an error has to be one that a person can be told. */
async function refused(kind: Kind, shape: Kind['fits'], asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return (
      kind.fits !== 'any' && kind.fits !== shape && shape !== 'any' && !(kind.fits !== 'none' && shape === 'any JSON')
    );
  } catch (thrown) {
    const error = thrown instanceof LabError ? thrown : dockerError(thrown, 'node1');
    if (error.message.length > 3000) throw new Error(`an error of ${error.message.length} characters`);
    return false;
  }
}
