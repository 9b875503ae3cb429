import { vxlanPort } from '../../../../shared/lab/lab.ts';
import { nothing, operation } from '../../../machine/operation.ts';
import { clientPort, peerPort } from '../../common/support/names.ts';

/** Where the engines' gossip arrives. */
const gossipPort = 7946;
const chain = 'OVERLAY-LAB';

/** From here a member must not be reached: an address that every Linux has and that is no node's. */
export const strangerAddress = '127.0.0.2';

/**
 * etcd and the gossip ask nobody for a password, so only the lab's nodes get to them: rules in a chain of the lab's own,
 * which hold from before a member starts until it has stopped. They stand in the unit, so systemd makes them again after
 * a reboot and takes them away with the member, whoever stops it. All of these listen on IPv4 alone. Somebody else's
 * VXLAN link on the same port continues as it was: then that port stays open.
 */
export function guardLines(address: string, allowed: readonly string[]): string[] {
  const add = `iptables -w -A ${chain}`;
  const enter = (match: string) => `iptables -w -I INPUT ${match} -j ${chain}`;
  return [
    `ExecStartPre=/bin/sh -c ${quoted(
      [
        removeGuard,
        'set -e',
        `iptables -w -N ${chain}`,
        ...allowed.map((from) => `${add} -s ${from} -j RETURN`),
        // Said at once where the kernel can: a stranger then need not wait, and neither need the check.
        `${add} -p tcp -j REJECT --reject-with tcp-reset || :`,
        `${add} -j DROP`,
        enter(`-d ${address} -p tcp --dport ${clientPort}:${peerPort}`),
        enter(`-d ${address} -p tcp --dport ${gossipPort}`),
        enter(`-d ${address} -p udp --dport ${gossipPort}`),
        `ip -d -o link show type vxlan 2>/dev/null | grep -q "dstport ${vxlanPort} " || ${enter(`-p udp --dport ${vxlanPort}`)}`,
      ].join('; '),
    )}`,
    `ExecStopPost=/bin/sh -c ${quoted(`${removeGuard}; :`)}`,
    '# The same for etcd alone, in the kernel: where systemd can, it holds also after somebody has cleared the rules.',
    'IPAddressDeny=any',
    `IPAddressAllow=${allowed.join(' ')}`,
  ];
}

/** Takes the rules away, from any state they are in. */
const removeGuard = `iptables -S INPUT 2>/dev/null | grep -e " -j ${chain}" | while read -r verb rule; do iptables -w -D $rule; done; iptables -w -F ${chain} 2>/dev/null; iptables -w -X ${chain} 2>/dev/null`;

/** What a member left whose unit file was taken away while it ran. Another lab's member keeps its own. */
export const guardSweep = operation<{ unitPath: string }>({
  name: 'guard.sweep',
  program: ({ unitPath }) => ({ script: `[ -e "$1" ] || { ${removeGuard}; :; }`, words: [unitPath] }),
  read: nothing,
});

/** A word of a line in a unit; the text has no single quotes and no backslashes. */
const quoted = (script: string): string => `'${script.replaceAll('%', '%%').replaceAll('$', '$$$$')}'`;

/**
 * Tries what must fail: connections to the member from an address that is not on the list; the gossip's port too,
 * where the engine listens already. $1 the node's address, $2 the
 * unit, $3 the stranger. Says `ours` where the lab's unit runs, `open PORT`, and `tried` when it came to the end. Without
 * perl the rules are looked at.
 */
export const guardProbe = `
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
  case $rules in *'--dport ${clientPort}:${peerPort} -j ${chain}'*) ;; *) echo 'open ${clientPort}' ;; esac
fi
:`;
