import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { runProgram, type ToolEnd } from '../run-tool.ts';

/** Programs of Debian that tests start, with their packages; what the practice lab needs it names itself. */
interface Need {
  /** Any of these will do. */
  programs: readonly string[];
  debian: string;
  /** No unit test starts it. */
  forSpecs?: boolean;
}
const needs: readonly Need[] = [
  { programs: ['sshd'], debian: 'openssh-server' },
  { programs: ['ssh'], debian: 'openssh-client' },
  { programs: ['sudo'], debian: 'sudo' },
  { programs: ['chromium', 'chromium-browser', 'google-chrome'], debian: 'chromium', forSpecs: true },
];

/**
 * Installs what is missing where this may: as root, on a system with apt. Returns what is still missing; the tests that
 * need it say so themselves.
 */
export async function installNeeds({ forUnit }: { forUnit: boolean }): Promise<string[]> {
  const wanted = needs.filter(({ forSpecs }) => !(forUnit && forSpecs));
  const missingNow = () => wanted.filter(({ programs }) => !programs.some(isThere)).map(({ debian }) => debian);
  const missing = missingNow();
  if (missing.length === 0 || process.getuid?.() !== 0 || !isThere('apt-get')) return missing;
  console.log(`Installing ${missing.join(', ')} for the tests`);
  await withoutServer(missing.includes('openssh-server'), () => install(missing));
  return missingNow();
}

/** One by one: what this system has under no such name keeps none of the others away. */
async function install(packages: readonly string[]): Promise<void> {
  await aptGet('update');
  for (const one of packages) {
    const { status, text } = await aptGet('install', '--yes', '--no-install-recommends', '--no-remove', one);
    if (status !== 0) console.log(text.trim().split('\n').slice(-3).join('\n'));
  }
}

const aptGet = (...words: string[]): Promise<ToolEnd> =>
  runProgram(['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=300', ...words]);

/** The tests start servers of their own; nobody asked for one that listens to the network from now on. */
async function withoutServer<T>(comes: boolean, work: () => Promise<T>): Promise<T> {
  const units = ['ssh.service', 'ssh.socket'];
  const off = comes && existsSync('/run/systemd/system');
  if (off) await runProgram(['systemctl', 'mask', '--runtime', ...units]);
  try {
    return await work();
  } finally {
    if (off) {
      await runProgram(['systemctl', 'disable', ...units]);
      await runProgram(['systemctl', 'unmask', '--runtime', ...units]);
      console.log('The ssh service stays off; to turn it on: systemctl enable --now ssh');
    }
  }
}

function isThere(program: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
