import path from 'node:path';
import { buildSocket } from '../build/build-socket.ts';
import { root, runProgram, runTool } from '../run-tool.ts';
import { install } from '../start/install.mjs';
import { isInstalled } from '../start/installed.mjs';
import { oneAtATime } from '../start/one-at-a-time.mjs';
import { writeSbom } from './sbom.ts';

const packaging = path.join(root, 'packaging');
const builder = path.join(packaging, 'node_modules', 'electron-builder', 'cli.js');

/** Installs what makes packages where it is missing. */
export async function installPackaging(): Promise<void> {
  if (!isInstalled(packaging, { quick: false })) await install(packaging);
}

interface How {
  show: boolean;
  /** Stand-ins, for tests. */
  place?: string;
  build?: typeof buildAndPack;
}

/** Rebuilds everything and packs it, while nobody else builds; resolves with an exit status. */
export async function buildPackage(words: readonly string[], how: How): Promise<number> {
  const { show, place = root, build = buildAndPack } = how;
  const waiting = () => console.error('Another start is building the app; waiting for it …');
  return oneAtATime(buildSocket(place), () => build(words, show), waiting);
}

async function buildAndPack(words: readonly string[], show: boolean): Promise<number> {
  await installPackaging();
  const built = await runTool(['electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'], { show });
  if (built.status !== 0) return built.status;
  await writeSbom();
  const { status, text } = await runProgram(
    [process.execPath, builder, '--projectDir', root, '--publish', 'never', ...words],
    { show },
  );
  if (status !== 0 && !show) console.error(text);
  return status;
}
