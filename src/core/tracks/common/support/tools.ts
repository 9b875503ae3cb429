import { texts, type Words } from '../../../../shared/texts/text.ts';

/** Programs that the lab runs on a node, with Debian's package of each. */
interface Tool {
  program: string;
  package: string;
  /** What cannot be looked at without it; nothing can be built where absent. */
  only?: Words;
}

const tools: Tool[] = [
  { program: 'docker', package: 'docker-cli' },
  { program: 'ip', package: 'iproute2' },
  { program: 'iptables', package: 'iptables' },
  { program: 'systemd-run', package: 'systemd' },
  { program: 'nsenter', package: 'util-linux' },
  { program: 'unshare', package: 'util-linux' },
  { program: 'awk', package: 'mawk' },
  { program: 'xargs', package: 'findutils' },
  { program: 'base64', package: 'coreutils' },
  { program: 'ldd', package: 'libc-bin' },
  { program: 'tar', package: 'tar' },
  { program: 'ping', package: 'iputils-ping', only: texts.tracks.showsPing },
  { program: 'iperf3', package: 'iperf3', only: texts.tracks.showsBandwidth },
  { program: 'tcpdump', package: 'tcpdump', only: texts.tracks.showsPacket },
  { program: 'ss', package: 'iproute2', only: texts.tracks.showsPorts },
  { program: 'perl', package: 'perl-base', only: texts.tracks.showsPaths },
  { program: 'curl', package: 'curl', only: texts.tracks.showsEtcd },
];

/** Names for the facts' script; iperf 2 does as well, and busybox makes the workers' image richer. */
export const toolNames: readonly string[] = [...tools.map(({ program }) => program), 'iperf', 'busybox'];

export interface Missing {
  needed: Tool[];
  observing: Tool[];
}

export function missingTools(there: readonly string[]): Missing {
  const missing = tools.filter(
    ({ program }) => !there.includes(program) && !(program === 'iperf3' && there.includes('iperf')),
  );
  return { needed: missing.filter(({ only }) => !only), observing: missing.filter(({ only }) => only) };
}

/** On Debian 12 and older the docker program comes with the engine. */
export function installCommand(missing: readonly Tool[], os: string): string {
  const named = missing.map(({ program, package: name }) =>
    program === 'docker' && /Debian GNU\/Linux (\d|1[0-2])\b|Ubuntu/.test(os) ? 'docker.io' : name,
  );
  return `apt install ${[...new Set(named)].join(' ')}`;
}
