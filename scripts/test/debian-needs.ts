import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { runProgram, type ToolEnd } from '../run-tool.ts';

/** Programs of Debian that tests start, with their packages; what the practice lab needs it names itself. */
const needs = [
  { program: 'sshd', debian: 'openssh-server' },
  { program: 'ssh', debian: 'openssh-client' },
  { program: 'sudo', debian: 'sudo' },
] as const;

/**
 * Installs what is missing where this may: as root, on a system with apt. Returns what is still missing; the tests that
 * need it say so themselves.
 */
export async function installNeeds(): Promise<string[]> {
  const missing = needs.filter(({ program }) => !isThere(program)).map(({ debian }) => debian);
  if (missing.length === 0 || process.getuid?.() !== 0 || !isThere('apt-get')) return missing;
  console.log(`Installing ${missing.join(', ')} for the tests`);
  const { status, text } = await withoutServer(missing.includes('openssh-server'), () => install(missing));
  if (status !== 0) console.log(text.trim().split('\n').slice(-3).join('\n'));
  return needs.filter(({ program }) => !isThere(program)).map(({ debian }) => debian);
}

async function install(packages: readonly string[]): Promise<ToolEnd> {
  await runProgram(['apt-get', '-o', 'DPkg::Lock::Timeout=120', 'update']);
  const words = ['-o', 'DPkg::Lock::Timeout=300', 'install', '--yes', '--no-install-recommends', '--no-remove'];
  return runProgram(['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...words, ...packages]);
}

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
      console.log('The ssh service stays off; systemctl enable --now ssh turns it on.');
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
