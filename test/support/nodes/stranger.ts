import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A host on the same network as a practice lab's nodes, and none of them. */
export interface Stranger {
  /** Which of these TCP ports of a node it gets a connection to. */
  reaches(address: string, ports: readonly number[]): Promise<number[]>;
  leave(): Promise<void>;
}

/** Plugs it into the lab's switch, in a network namespace of its own. */
export async function plugIn(lab: string, address: string): Promise<Stranger> {
  const [own, lan] = [`overlay-lab-${lab}-stranger`, `overlay-lab-${lab}-switch`];
  await asRoot(
    `ip netns add ${own} && ip -n ${lan} link add stranger type veth peer name host0 netns ${own} &&
ip -n ${lan} link set stranger master br0 up && ip -n ${own} link set host0 up && ip -n ${own} address add ${address}/24 dev host0`,
  );
  return {
    async reaches(to, ports) {
      // One after another in one shell: a port that is dropped costs its second.
      const tries = ports.map((port) => `timeout 1 bash -c ': </dev/tcp/${to}/${port}' 2>/dev/null && echo ${port}`);
      const { stdout } = await asRoot(`ip netns exec ${own} bash -c "${tries.join('; ')}; :"`);
      return stdout.split('\n').filter(Boolean).map(Number);
    },
    async leave() {
      await asRoot(`ip -n ${lan} link delete stranger; ip netns delete ${own}`);
    },
  };
}

function asRoot(source: string) {
  const [program, ...words] = [...(process.getuid?.() === 0 ? [] : ['sudo', '-n']), 'bash', '-c', source] as const;
  return execute(program ?? 'bash', words);
}
