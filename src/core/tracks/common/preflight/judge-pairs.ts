import type { Lab } from '../../../../shared/lab/lab.ts';
import { texts } from '../../../../shared/texts/text.ts';
import type { Problem } from '../../../engine/step.ts';
import type { SystemFacts } from '../support/facts.ts';
import type { Pairs, Tried } from '../support/pairs.ts';
import type { Questions } from '../support/questions.ts';
import { ok } from './ok.ts';

/** Only for a measurement: without them everything else works. */
const measuring = [5201, 5001];

/** What gets to this node from the others, all ports in one answer, and how large a packet may be. */
export function between(
  lab: Lab,
  own: string,
  system: SystemFacts,
  pairs: Pairs | undefined,
  { holders, mtu }: Questions,
): Problem[] {
  if (!pairs) return [{ level: 'info', code: 'between', message: texts.preflight.portsNotTested }];
  const toMe = pairs
    .filter(({ to, port }) => to === own && (measuring.includes(port) || holders[port] !== undefined))
    .sort((a, b) => a.port - b.port || a.protocol.localeCompare(b.protocol));
  const closed = toMe.filter(({ open }) => !open);
  const [needed, only] = [closed.filter((one) => !isMeasuring(one)), closed.filter(isMeasuring)];
  const problems = [
    ...(needed.length > 0 ? [closedPorts(lab, own, system, 'error', needed)] : []),
    ...(only.length > 0 ? [closedPorts(lab, own, system, 'warning', only)] : []),
    ...path(lab, own, toMe, mtu),
  ];
  return problems.length > 0 ? problems : [ok('between', texts.preflight.portsReachable)];
}

const isMeasuring = ({ port }: Tried): boolean => measuring.includes(port);

function closedPorts(
  lab: Lab,
  own: string,
  system: SystemFacts,
  level: 'error' | 'warning',
  closed: readonly Tried[],
): Problem {
  const from = [...new Set(closed.map((one) => one.from))];
  const ports = [...new Set(closed.map(({ port, protocol }) => `${port}/${protocol}`))];
  const addresses = lab.nodes.filter(({ name }) => from.includes(name)).map(({ address }) => address);
  const first = closed[0];
  return {
    level,
    code: level === 'error' ? 'between' : 'between-to-measure',
    message: texts.preflight.portsBlocked({ ports, node: own, from }),
    remedy: texts.preflight.portsBlockedRemedy({ node: own, command: openCommand(system, addresses, ports) }),
    ...(level === 'error' && { diagnosis: rowOf(first) }),
  };
}

/** Of what arrives by UDP beside gossip are packets of the overlay. */
const rowOf = (closed: Tried | undefined): number | undefined =>
  closed?.port === 7946 ? 16 : closed?.protocol === 'udp' ? 17 : undefined;

/** Words that the node's own firewall understands; each allows the other nodes and nobody else. */
function openCommand({ firewall }: SystemFacts, addresses: readonly string[], ports: readonly string[]): string {
  const each = addresses.flatMap((address) => ports.map((port) => ({ address, port: port.split('/') })));
  if (firewall === 'firewalld')
    return `${addresses.map((one) => `firewall-cmd --permanent --zone=trusted --add-source=${one}`).join(' && ')} && firewall-cmd --reload`;
  if (firewall === 'ufw')
    return each
      .map(({ address, port: [n, protocol] }) => `ufw allow proto ${protocol} from ${address} to any port ${n}`)
      .join(' && ');
  return each
    .map(({ address, port: [n, protocol] }) => `iptables -I INPUT -s ${address} -p ${protocol} --dport ${n} -j ACCEPT`)
    .join(' && ');
}

/** Row 19: small packets come, full ones vanish on the way. What the sender's link cannot carry, its kernel makes smaller. */
function path(lab: Lab, own: string, toMe: readonly Tried[], { usual, headers }: Questions['mtu']): Problem[] {
  const full = (lab.network.mtu ?? usual) + headers;
  const narrow = toMe.flatMap(({ from, largest }) =>
    largest && largest.came < Math.min(full, largest.sent) ? [{ from, ...largest }] : [],
  );
  if (narrow.length === 0) return [];
  const least = Math.min(...narrow.map(({ came }) => came));
  return [
    {
      level: 'error',
      code: 'path-mtu',
      message: texts.preflight.narrowPath({ full, from: narrow.map(({ from }) => from), node: own, least }),
      remedy: texts.preflight.narrowPathRemedy({ mtu: least - headers }),
      diagnosis: 19,
    },
  ];
}
