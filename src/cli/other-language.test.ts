import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Session } from '../core/machine/fixtures/fake-session.ts';
import { startQuickClock } from '../core/machine/fixtures/fake-time.ts';
import { madeUpWorld } from '../core/machine/fixtures/made-up-lab.ts';
import { labStatus } from '../core/runs/lab-status.ts';
import { startRun } from '../core/runs/start-run.ts';
import { trackOf } from '../core/tracks/tracks.ts';
import { agreeTo } from '../core/trust/fixtures/agree.ts';
import { errorCodes } from '../shared/errors.ts';
import { temporaryFolder } from '../shared/fixtures/temporary-folder.ts';
import { catalogue as en } from '../shared/texts/en/catalogue.ts';
import { bracketsThat, outsideOf } from '../shared/texts/fixtures/bracketed.ts';
import { speak } from '../shared/texts/text.ts';
import { stepIds } from '../shared/tracks/tracks.ts';
import { standIn } from './fixtures/stand-in.ts';
import { runCli } from './program.ts';

vi.mock('node:timers/promises', async () => (await import('../core/machine/fixtures/fake-time.ts')).quickTimers);

const filledWith = new Set<string>();
const world = madeUpWorld();

beforeEach(() => {
  startQuickClock();
  vi.stubEnv('XDG_STATE_HOME', temporaryFolder('state'));
  filledWith.clear();
  speak(bracketsThat((value) => filledWith.add(value)));
});
afterEach(() => {
  speak(en);
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** The command line on the same made-up nodes, once for each line; what the last one said. */
async function typed(...lines: string[]) {
  const line = lines.at(-1) ?? '';
  const connect = async ({ name }: { name: string }) => new Session(world).node(world.machine(name));
  const skip = trackOf(world.lab).steps.flatMap(({ id, kind }) =>
    kind === 'observe' && id !== 'preflight' ? [id] : [],
  );
  const { deps, stdout, stderr, dir } = standIn({
    startRun: (loaded, request) =>
      startRun(loaded, { ...request, connect, skip: /^(run|check)$/.test(request.command) ? skip : [] }),
  });
  const { name, track, network, nodes } = world.lab;
  writeFileSync(path.join(dir, 'lab.yaml'), JSON.stringify({ name, track, network: { name: network.name }, nodes }));
  agreeTo(path.join(dir, 'lab.yaml'), deps.io.env);
  deps.labStatus = (lab, { prompts }) => labStatus(lab, { prompts, connect });
  for (const before of lines.slice(0, -1)) await runCli(before.split(' '), deps);
  stdout.text = stderr.text = '';
  filledWith.clear();
  const code = await runCli(line.split(' '), deps);
  return { code, text: stdout.text + stderr.text };
}

/** What is in English all the same, and why. */
const staysEnglish: [RegExp, string][] = [
  [/(?<=overlay-lab.*)[<[][\w.]+[>\]]|--[\w-]+|[<[][\w.]+[>\]](?= )/g, 'options, and what stands for a value'],
  [/^ ?(\{"members".*|Cluster Store: .*|[0-9a-f]{12} .*)$/gm, 'what a node printed'],
  [/npx overlay-lab explain \d+/g, 'a command to paste'],
  [/overlay-lab [a-z]+|^ {2}[a-z]+(?= )/gm, 'names of commands'],
  [/^ {4}\S.*$/gm, 'commands that check or fix a known failure'],
  [/https:\S+/g, 'where a failure was reported'],
  [/\(\S+\/lab\.yaml\)|ssh n\d|\b(node|worker-)\d\b/g, 'the lab’s file, nodes and containers'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'the id of a run'],
  [/\d \w?bit\/s|\d s\b| UTC\b|T[\d:.]+Z\b/g, 'units and times'],
];
const names = new Set([
  ...['lab', 'run'], // the lab, and a command
  ...stepIds.flatMap((id) => id.split('-')), // as --only takes them
  ...errorCodes, // as in JSON
]);

/** The name of what is compared with, and commands that ran. */
const quoted = /^(Docker Multi-host Overlay Networking with Etcd|docker [a-z])/;

function expectWrapped(text: string): void {
  const left = staysEnglish.reduce((rest, [what]) => rest.replaceAll(what, ''), outsideOf(text));
  const words = left.match(/\p{L}{2,}/gu) ?? [];
  expect(words.filter((word) => !names.has(word))).toEqual([]);
  // One that was said in English before it was put into another text is in the brackets of that one.
  const sentences = [...filledWith].filter(
    (value) => !quoted.test(value) && /\p{Ll}{2,} \p{Ll}{2,}/u.test(outsideOf(value)),
  );
  expect(sentences).toEqual([]);
}

test.each([
  ['check', 0],
  ['run', 0],
  ['status', 0],
  ['explain', 0],
  ['explain 17', 0],
  ['explain nowhere', 2],
  ['--help', 0],
  ['run --help', 0],
  ['reset --help', 0],
  ['practice --help', 0],
  ['frobnicate', 2],
  ['chek', 2],
  ['check --lba', 2],
  ['check --frobnicate', 2],
  ['check --lab', 2],
  ['check extra', 2],
  ['undo', 2],
  ['undo nothing', 2],
  ['report --format nothing', 2],
  ['undo network --yes', 0],
  ['reset --yes', 0],
  ['reset', 2],
  ['run --only nothing', 2],
  ['run --lab /nowhere/lab.yaml', 2],
])('%s says nothing but texts of the catalogue', async (line, code) => {
  const done = await typed(line);
  expect(done.text).toContain('⟦');
  expectWrapped(done.text);
  expect(done.code).toBe(code);
});

test('a run that a node refuses says why in the same language', async () => {
  const machine = world.machine('node2');
  machine.containers.push({ id: world.id(), name: 'worker-2', image: 'alpine', labels: {}, running: true });
  const { code, text } = await typed('run');
  expect(text).toContain('worker-2');
  expectWrapped(text);
  expect(code).not.toBe(0);
});

test.each(['md', 'html'])('so does a report as %s', async (format) => {
  const { code, text } = await typed('run', `report --format ${format}`);
  expect(code).toBe(0);
  expectWrapped(text.replaceAll(/<style>.*?<\/style>/gs, '').replaceAll(/<[^<>]+>/g, ' '));
});

test('JSON is for programs: it stays English', async () => {
  expect((await typed('check --json')).text).not.toContain('⟦');
  expect((await typed('status --json')).text).not.toContain('⟦');
});
