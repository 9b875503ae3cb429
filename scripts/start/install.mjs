import { spawn } from 'node:child_process';
import { existsSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasPinnedNode, noNodeMessage, pinnedVersion, thisNodeServes } from './find-node.mjs';
import { noteOf, whatIsMissing } from './installed.mjs';
import { startProgress } from './progress.mjs';
import { StartError } from './start-error.mjs';

/** Installs the dependencies as the lock names them. Says what it does on stderr: stdout belongs to the command. */
export async function install(root) {
  if (!thisNodeServes && !hasPinnedNode) throw new StartError(noNodeMessage);
  const progress = startProgress("Installing the project's dependencies into node_modules");
  const { status, signal, text } = await runNpm(root);
  progress.stop(status === 0);
  if (signal === 'SIGINT' || status === 130) throw new StartError('Stopped; the next start installs again.', 130);
  if (status !== 0) throw new StartError(failure(text));
  const missing = whatIsMissing(root);
  if (missing.length === 0) return;
  rmSync(noteOf(root), { force: true });
  throw new StartError(
    `npm skipped ${missing.join(', ')}: it does so silently when the download of an optional package fails.\n` +
      'Check the network and the proxy, then try again.',
  );
}

/** Install scripts stay off: the only ones would compile native parts of ssh2, which it does without. */
const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
const settings = ['--engine-strict=false', '--loglevel=warn', '--progress=false', '--color=false'];

function runNpm(root) {
  const [program, ...before] = findNpm();
  const env = { ...process.env };
  // Of the npm that runs us, and perhaps of another folder.
  delete env.npm_config_local_prefix;
  if (!thisNodeServes) {
    const preload = fileURLToPath(new URL('as-pinned-node.cjs', import.meta.url));
    env.OVERLAY_LAB_PINNED_NODE = `v${pinnedVersion(root)}`;
    env.NODE_OPTIONS = `${env.NODE_OPTIONS || ''} --require ${JSON.stringify(preload)}`;
  }
  return new Promise((resolve) => {
    const stdio = ['ignore', 'pipe', 'pipe'];
    const child = spawn(program, [...before, ...words, ...settings], { cwd: root, env, stdio, shell: isWindows });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => (text += part));
    // Ctrl-C reaches npm by itself; whoever started it waits for its end.
    const wait = () => {};
    process.on('SIGINT', wait);
    const end = (result) => {
      process.off('SIGINT', wait);
      resolve({ ...result, text });
    };
    child.on('error', (error) => {
      text += `npm could not be started: ${error.message}`;
      end({ status: 1, signal: null });
    });
    child.on('close', (status, signal) => end({ status, signal }));
  });
}

const isWindows = process.platform === 'win32';

/** The npm that started us, else the one on the PATH. npx names itself there, which is another program. */
function findNpm() {
  const named = process.env.npm_execpath;
  if (named && existsSync(named)) {
    const cli = path.join(path.dirname(realpathSync(named)), 'npm-cli.js');
    if (existsSync(cli)) return [process.execPath, cli];
  }
  return ['npm'];
}

/** npm's errors without its advice on how to use it. */
function failure(text) {
  const lines = text.split('\n').filter((line) => /^npm (ERR!|error)|could not be started/.test(line));
  const told = lines.map((line) => line.replace(/^npm (ERR!|error)\s?/, '')).filter((line) => line.trim() !== '');
  return ['npm could not install the dependencies:', ...told.slice(0, 12).map((line) => `  ${line}`)]
    .concat('Check the network and the proxy, then try again.')
    .join('\n');
}
