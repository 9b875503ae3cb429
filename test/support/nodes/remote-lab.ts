import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { RemoteNode } from '../../../src/core/machine/port.ts';
import { noPrompts } from '../../../src/core/remote/auth/prompts.ts';
import { type ConnectOptions, connectNode, type Target } from '../../../src/core/remote/connect.ts';
import { type Lab, labSchema } from '../../../src/shared/lab/lab.ts';
import { labFile } from './run-lab.ts';

const file = labFile ?? '';
export const labDir = dirname(file);
const lab: Lab = labSchema.parse(parse(readFileSync(file, 'utf8')));
export const studentPassword = readFileSync(join(labDir, 'student-password'), 'utf8').trim();

/** The first node of the lab, as root unless told. */
export function target(ssh: Partial<Target['ssh']> = {}): Target {
  const node = lab.nodes[0];
  if (!node) throw new Error('the lab has no node');
  return { name: node.name, address: node.address, ssh: { ...node.ssh, ...ssh }, baseDir: labDir, ownFiles: true };
}

/** A connection for one test. Nobody is asked, and no agent of this machine takes part. */
export async function connected(to = target(), options: Partial<ConnectOptions> = {}): Promise<RemoteNode> {
  const { SSH_AUTH_SOCK: _, ...env } = process.env;
  const node = await connectNode(to, { prompts: noPrompts, env, ...options });
  onTestFinished(() => node.close());
  return node;
}

/** A word that stands in the argument list of a test's processes and nowhere else. */
export const uniqueWord = () => `t${randomBytes(8).toString('hex')}`;

/** Processes on the node that have the word in their arguments, but for the one that looks. */
export async function processesWith(node: RemoteNode, word: string): Promise<string[]> {
  // The word comes by stdin: only the grep has it in its arguments, and grep is told apart by its name.
  const look =
    'for f in $(grep -lsaF -e "$(cat)" /proc/[0-9]*/cmdline); do d=$(dirname $f); ' +
    '[ -e $d/exe ] && [ "$(cat $d/comm)" != grep ] && basename $d; done; :';
  const { stdout } = await node.script(look, [], { stdin: word });
  return stdout.split('\n').filter(Boolean);
}

export async function killAllWith(node: RemoteNode, word: string): Promise<void> {
  const pids = await processesWith(node, word);
  if (pids.length > 0) await node.exec(['kill', '-KILL', ...pids], { expect: 'any' });
}

/** Asks until the answer is right; the test's own time limit is the only one. */
export async function until<T>(ask: () => Promise<T>, right: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (right(answer)) return answer;
  }
}

export function scratch(): string {
  const dir = mkdtempSync(join(tmpdir(), 'remote-lab-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A way to the node that can be cut, or made to swallow everything without a word. */
export async function cuttable(ssh: Partial<Target['ssh']> = {}) {
  const real = target(ssh);
  const pairs: Socket[][] = [];
  let silent = false;
  const server = createServer((near) => {
    const far = connect(real.ssh.port ?? 22, real.ssh.host);
    pairs.push([near, far]);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from
        .setNoDelay(true)
        .on('error', () => {})
        .on('close', () => silent || to.destroy());
      from.on('data', (chunk) => silent || to.write(chunk));
    }
  });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  );
  const cut = () => {
    for (const socket of pairs.flat()) socket.resetAndDestroy();
  };
  onTestFinished(() => {
    silent = false;
    cut();
    server.close();
  });
  const known = join(scratch(), 'known_hosts');
  const line = readFileSync(join(labDir, 'known_hosts'), 'utf8').replaceAll(`:${real.ssh.port} `, `:${port} `);
  writeFileSync(known, line);
  const way: Target = { ...real, ssh: { ...real.ssh, host: '127.0.0.1', port, knownHosts: known } };
  const fallSilent = () => {
    silent = true;
  };
  return { target: way, cut, fallSilent };
}

/**
 * A second sshd on the node with settings of its own, reached through the node's first one by the person's
 * ~/.ssh/config; so every test with one is a test of ProxyJump too. It ends with the test.
 */
export async function anotherSshd(settings: string, user = 'root') {
  const node = await connected();
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const dir = `/run/${uniqueWord()}`;
  await node.script(
    `mkdir -m 700 "$1"; ssh-keygen -q -t ed25519 -N "" -f "$1/key"
     printf "Port %s\\nListenAddress 127.0.0.1\\nHostKey %s/key\\nPidFile none\\nUsePAM yes\\nSubsystem sftp internal-sftp\\n%s\\n" "$2" "$1" "$3" >"$1/conf"`,
    [dir, String(port), settings],
  );
  const sshd = await node.open(['sh', '-c', `/usr/sbin/sshd -D -f ${dir}/conf -E ${dir}/log`]);
  onTestFinished(async () => {
    await sshd.stop();
    await node.exec(['rm', '-r', dir]);
  });
  await until(
    () => node.exec(['sh', '-c', `ss -Hltn "sport = :${port}" | grep -c . || kill -0 $PPID`], { expect: 'any' }),
    ({ stdout }) => stdout.trim() === '1',
  );
  const home = scratch();
  const { ssh } = target();
  mkdirSync(join(home, '.ssh'), { mode: 0o700 });
  writeFileSync(
    join(home, '.ssh', 'config'),
    `Host outer
  HostName ${ssh.host}
  HostKeyAlias [${ssh.host}]:${ssh.port}
  Port ${ssh.port}
  User root
  IdentityFile ${join(labDir, 'key')}
  UserKnownHostsFile ${join(labDir, 'known_hosts')}
Host inner
  HostName 127.0.0.1
  Port ${port}
  User ${user}
  IdentityFile ${join(labDir, 'key')}
  UserKnownHostsFile ${join(home, 'known_hosts')}
  ProxyJump outer
`,
  );
  const { SSH_AUTH_SOCK: _, ...rest } = process.env;
  const env = { ...rest, HOME: home };
  const prompts = { ...noPrompts, acceptHostKey: async () => true };
  const to: Target = { name: 'inner', address: '10.0.0.1', ssh: { host: 'inner' }, baseDir: home, ownFiles: false };
  return { target: to, options: { env, prompts }, node };
}
