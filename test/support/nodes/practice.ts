import { spawn } from 'node:child_process';
import { asRoot } from '../../../src/core/practice/elevate.ts';
import { practiceProgram } from '../../../src/core/practice/run-script.ts';

export interface Ended {
  status: number;
  stdout: string;
  stderr: string;
}

/**
 * Without the passwords that tests give the app: for a moment a node could see them in the environment of what enters it,
 * and a test that looks for them there would take that for the app's doing.
 */
const withoutSecrets = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OVERLAY_LAB_TEST_')));

/** Runs the practice lab's program; the way into a node that needs neither its network nor its sshd. */
export function practiceLab(words: readonly string[], stdin = ''): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const [program = '', ...all] = asRoot([practiceProgram, ...words], true);
    const child = spawn(program, all, { stdio: ['pipe', 'pipe', 'pipe'], env: withoutSecrets() });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
    child.once('error', reject);
    child.once('close', (code) => resolve({ status: code ?? -1, stdout, stderr }));
  });
}

/** A shell script in a node, as root; throws where it fails. Returns what it printed. */
export async function inNode(lab: string, node: string, source: string, args: readonly string[] = []): Promise<string> {
  const { status, stdout, stderr } = await tryInNode(lab, node, source, args);
  if (status === 0) return stdout;
  throw new Error(`${node}: status ${status} of: ${source.slice(0, 200)}\n${stderr}${stdout}`);
}

/** The same, whatever comes of it. */
export function tryInNode(lab: string, node: string, source: string, args: readonly string[] = []): Promise<Ended> {
  return practiceLab(['exec', lab, node, '--', 'sh', '-s', '--', ...args], source);
}

/** Waits in the node until a shell condition holds, asked every 20 ms; throws when it does not within the deadline. */
export async function untilInNode(lab: string, node: string, condition: string, seconds = 30): Promise<void> {
  const source = `end=$(( $(date +%s) + ${seconds} ))
until { ${condition}; } >/dev/null 2>&1; do [ "$(date +%s)" -lt $end ] || exit 9; sleep 0.02; done`;
  const { status, stderr } = await tryInNode(lab, node, source);
  if (status !== 0) throw new Error(`${node}: not within ${seconds} s: ${condition}\n${stderr}`);
}

/** Makes nodes as they were on their first day. Nothing of a test before this can show in one after it. */
export async function makePristine(lab: string, nodes: readonly string[] = []): Promise<void> {
  const { status, stderr } = await practiceLab(['reset', lab, ...nodes]);
  if (status !== 0) throw new Error(`practice-lab reset ${lab}: ${stderr}`);
}

/** What only nodes that are not pristine have. */
const leftovers = `
ls -d /var/lib/overlay-lab /etc/docker/daemon.json /etc/systemd/system/docker.service.d /etc/systemd/system/overlay-lab-etcd.service /run/systemd/transient/overlay-lab-* 2>/dev/null
docker ps -aq; docker images -q; docker volume ls -q; docker network ls -q -f type=custom
iptables -S INPUT | tail -n +2; iptables -S OUTPUT | tail -n +2
systemctl is-active docker | grep -vx active; systemctl is-active etcd | grep -vx inactive; :`;

/** The same, but leaves nodes alone that are pristine: a second instead of ten. */
export async function ensurePristine(lab: string, nodes: readonly string[]): Promise<void> {
  const found = await Promise.all(nodes.map((node) => tryInNode(lab, node, leftovers)));
  const dirty = nodes.filter((_, index) => found[index]?.status !== 0 || found[index]?.stdout.trim() !== '');
  if (dirty.length > 0) await makePristine(lab, dirty);
}
