import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A host on the same network as a practice lab's nodes, and none of them. */
export interface Stranger {
  /** Which of these TCP ports of a node it gets a connection to. */
  reaches(address: string, ports: readonly number[]): Promise<number[]>;
  /** Wraps a question for `asked`, from `asking`, in VXLAN with this number, to port 4789 of a node; `from` may be another's address. */
  wraps(packet: { to: string; from: string; vni: number; asking: string; asked: string }): Promise<void>;
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
    async wraps({ to, from, vni, asking, asked }) {
      await asRoot(`ip netns exec ${own} perl -MSocket -e '${wrapping}' ${to} ${from} ${vni} ${asking} ${asked}`);
    },
    async leave() {
      await asRoot(`ip -n ${lan} link delete stranger; ip netns delete ${own}`);
    },
  };
}

/** Sends one ARP request in VXLAN in UDP in IP, all of it made here. */
const wrapping = `
my ($to, $from, $vni, $asking, $asked) = @ARGV;
my $mac = pack("H*", "02420a0000ee");
my $arp = pack("H*", "ffffffffffff") . $mac . pack("n2nC2n", 0x0806, 1, 0x0800, 6, 4, 1) . $mac . inet_aton($asking) . pack("x6") . inet_aton($asked);
my $wrapped = pack("CxxxN", 8, $vni << 8) . $arp;
my $udp = pack("n4", 50000, 4789, 8 + length $wrapped, 0) . $wrapped;
my $ip = pack("C2n3C2n", 0x45, 0, 20 + length $udp, 1, 0, 64, 17, 0) . inet_aton($from) . inet_aton($to) . $udp;
socket(my $s, AF_INET, SOCK_RAW, 255) or die $!;
send($s, $ip, 0, sockaddr_in(0, inet_aton($to))) or die $!;`;

function asRoot(source: string) {
  const [program, ...words] = [...(process.getuid?.() === 0 ? [] : ['sudo', '-n']), 'bash', '-c', source] as const;
  return execute(program ?? 'bash', words);
}
