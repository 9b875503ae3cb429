import type { Lab } from '../../../../shared/lab/lab.ts';
import { isMember } from '../../../../shared/lab/members.ts';
import { texts } from '../../../../shared/texts/text.ts';
import type { Problem } from '../../../engine/step.ts';
import { operation } from '../../../machine/operation.ts';
import type { Node } from '../../../machine/port.ts';
import { guardChain } from '../../common/support/guard-rules.ts';
import { clientPort, etcdUnit, gossipPort, guardUnit, peerPort } from '../../common/support/names.ts';

/** From here a member must not be reached: an address that every Linux has and that is no node's. */
const strangerAddress = '127.0.0.2';

/**
 * Tries what must fail: connections to the member from an address that is not on the list; the gossip's port too,
 * where the engine listens already. $1 the node's address, $2 the
 * unit, $3 the stranger. Says `ours` where the lab's unit runs, `open PORT`, and `tried` when it came to the end. Without
 * perl the rules are looked at.
 */
const guardProbe = `
systemctl is-active -q "$2" && echo ours
if command -v perl >/dev/null 2>&1; then
  perl -MSocket -e '
    my ($to, $from) = @ARGV;
    for my $port (${clientPort}, ${peerPort}, ${gossipPort}) {
      socket(my $s, AF_INET, SOCK_STREAM, 0) or die;
      bind($s, sockaddr_in(0, inet_aton($from))) or die;
      local $SIG{ALRM} = sub { die "late" };
      eval { alarm 1; print "open $port\\n" if connect($s, sockaddr_in($port, inet_aton($to))); };
      alarm 0;
    }
    print "tried\\n";' "$1" "$3"
else
  rules=$(iptables -S INPUT) && echo tried
  case $rules in *'--dport ${clientPort}:${peerPort} -j ${guardChain}'*) ;; *) echo 'open ${clientPort}' ;; esac
fi
:`;

interface Tried {
  /** The lab's unit runs. */
  isOurs: boolean;
  wasTried: boolean;
  /** Ports of the node's own address that a stranger gets to. */
  ports: string[];
  /** Why it could not be tried. */
  reason: string;
}

export const guardTry = operation<{ address: string; unit: string }, Tried>({
  name: 'guard.try',
  program: ({ address, unit }) => ({ script: guardProbe, words: [address, unit, strangerAddress] }),
  read({ stdout, stderr }) {
    const lines = stdout.split('\n');
    return {
      isOurs: lines.includes('ours'),
      wasTried: lines.includes('tried'),
      ports: lines.filter((line) => line.startsWith('open ')).map((line) => line.slice('open '.length)),
      reason: stderr.trim().split('\n')[0] ?? '',
    };
  },
});

/** Whether only the lab's nodes get to one of them, and whether that is the lab's doing. */
export interface Guard {
  isOurs: boolean;
  problems: Problem[];
}

/** Tried by a connection that must be refused; no problem where nothing listens. */
export async function checkGuard(lab: Lab, node: Node, signal: AbortSignal): Promise<Guard> {
  const unit = isMember(lab, node.name) ? etcdUnit : guardUnit;
  const tried = await node.run(guardTry, { address: node.address, unit }, { signal });
  const notOurs = isMember(lab, node.name) ? texts.etcd.openNotOurs : texts.etcd.openWithoutMember;
  return { isOurs: tried.isOurs, problems: problemsOf(node, tried, notOurs) };
}

function problemsOf(
  node: Node,
  { isOurs, wasTried, ports, reason }: Tried,
  notOurs: typeof texts.etcd.openNotOurs,
): Problem[] {
  if (ports.length === 0 && (wasTried || !isOurs)) return [];
  if (ports.length === 0) {
    const message = texts.etcd.guardUntested({ node: node.name, why: reason });
    return [{ level: 'error', code: 'open', message, remedy: texts.etcd.guardUntestedRemedy }];
  }
  const message = texts.etcd.open({ ports, node: node.name, address: node.address });
  if (isOurs) return [{ level: 'error', code: 'open', message, remedy: texts.etcd.openRemedy }];
  // What a person typed is theirs: the lab says what it means, and leaves it.
  return [
    {
      level: 'warning',
      code: 'open',
      message: notOurs({ open: message }),
      remedy: texts.etcd.openNotOursRemedy,
    },
  ];
}
