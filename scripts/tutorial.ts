/**
 * `npm run tutorial`: from a fresh clone to the whole tutorial on real machines. Says what the practice lab needs and
 * asks before it installs it, builds the lab, runs every step, and says what to do next.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { practiceInstall, practiceRequirements, practiceUp } from '../src/core/practice/practice.ts';
import { toLabError } from '../src/shared/errors.ts';
import { root } from './run-tool.ts';
import { askYes, canAsk } from './tutorial/ask.ts';
import { showProgress } from './tutorial/show-progress.ts';
import { readTutorialOptions, type TutorialOptions, usage } from './tutorial/tutorial-options.ts';

const abort = new AbortController();
// The practice lab's program and the run end in good order first; ours is the last end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => abort.abort());

const options = readTutorialOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(`${options}\n\n${usage}`);
  process.exitCode = 2;
} else if (options.help) console.log(usage);
else process.exitCode = await tutorial(options);

async function tutorial(options: TutorialOptions): Promise<number> {
  const say = options.json ? console.error : console.log;
  const progress = showProgress();
  const practice = { signal: abort.signal, onProgress: progress.onProgress, sudo: true };
  try {
    const refused = await prepare(options, say, practice);
    if (refused !== undefined) return refused;
    say(
      `Building ${options.nodes} machines of the practice lab '${options.name}'; the first time takes about a minute.`,
    );
    const { labFile } = await practiceUp({ name: options.name, nodes: options.nodes }, practice);
    progress.end();
    const status = await overlayLab(['run', '--lab', labFile, ...options.run]);
    say(whatNext(options.name, labFile));
    return status;
  } catch (error) {
    progress.end();
    const { code, message, details } = toLabError(error);
    console.error([message, details.remedy].filter(Boolean).join('\n'));
    return code === 'cancelled' ? 130 : code === 'bad-input' ? 2 : 1;
  }
}

/** Everything that needs a yes. Returns the exit status where it ends here. */
async function prepare(
  { yes }: TutorialOptions,
  say: (text: string) => void,
  practice: Parameters<typeof practiceInstall>[0],
): Promise<number | undefined> {
  const { missing, reasons } = await practiceRequirements();
  const hindrances = reasons.filter(({ code }) => code !== 'packages-missing');
  for (const { message } of hindrances) console.error(message);
  if (hindrances.length > 0) return 1;
  const isRoot = process.getuid?.() === 0;
  if (missing.length === 0 && isRoot) return undefined;
  say('The practice lab sets up real Debian machines in network namespaces on this one. It needs');
  if (!isRoot) say('- root, through sudo: for namespaces and mounts, nothing outside its own folders');
  for (const { message } of reasons) say(`- the Debian package ${message}`);
  if (!yes && !canAsk()) {
    console.error('There is no terminal to ask on. To agree in advance: npm run tutorial -- --yes');
    return 2;
  }
  const question = missing.length > 0 ? `Install ${missing.join(', ')} and continue?` : 'Go on?';
  if (!yes && !(await askYes(question, abort.signal))) {
    if (abort.signal.aborted) return 130;
    say('Nothing was changed.');
    return 1;
  }
  if (missing.length > 0) await practiceInstall(practice);
  return undefined;
}

/** The command line, with this Node and on this terminal. Ctrl-C reaches it by itself. */
function overlayLab(words: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const bin = path.join(root, 'bin', 'overlay-lab.mjs');
    const child = spawn(process.execPath, [bin, ...words], { stdio: 'inherit' });
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('exit', (status, signal) => resolve(status ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

function whatNext(name: string, labFile: string): string {
  const lines = [
    [`npx overlay-lab practice shell node1 --name ${name}`, 'a root shell in a machine'],
    ['npx overlay-lab run', 'run again: changes nothing that is already as it should be'],
    [`npx overlay-lab practice down ${name}`, 'removes the machines'],
  ] as const;
  const width = Math.max(...lines.map(([command]) => command.length));
  return [
    '',
    `The practice lab '${name}' keeps running, ${labFile}:`,
    ...lines.map(([command, effect]) => `  ${command.padEnd(width)}  ${effect}`),
  ].join('\n');
}
