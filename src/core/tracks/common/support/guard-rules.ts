import { nothing, operation } from '../../../machine/operation.ts';

/** The chain of the lab's own that packets to guarded ports go through. */
export const guardChain = 'OVERLAY-LAB';

/** Ports of a node to which only the lab's nodes get. */
export interface Guarded {
  /** Ports or ranges of them, on the node's own address. */
  tcp: readonly string[];
  udp: readonly number[];
  /** Where wrapped packets arrive, which the kernel takes itself; and the lab's own link there, in the node's own namespace. */
  dataPort?: number;
  ownLink?: string;
}

/**
 * etcd, the gossip and VXLAN ask nobody for a password, so only the lab's nodes get to them: rules in a chain of the lab's own,
 * which hold from before anything listens until it has stopped. They stand in a unit, so systemd makes them again after
 * a reboot and takes them away with it, whoever stops it. All of these listen on IPv4 alone. Somebody else's
 * VXLAN link on the same port continues as it was: then that port stays open.
 */
export function guardLines(address: string, allowed: readonly string[], guarded: Guarded): string[] {
  const add = `iptables -w -A ${guardChain}`;
  const enter = (match: string) => `iptables -w -I INPUT ${match} -j ${guardChain}`;
  return [
    `ExecStartPre=/bin/sh -c ${quoted(
      [
        removeGuard,
        'set -e',
        `iptables -w -N ${guardChain}`,
        ...allowed.map((from) => `${add} -s ${from} -j RETURN`),
        // Said at once where the kernel can: a stranger then need not wait, and neither need the check.
        `${add} -p tcp -j REJECT --reject-with tcp-reset || :`,
        `${add} -j DROP`,
        ...guarded.tcp.map((port) => enter(`-d ${address} -p tcp --dport ${port}`)),
        ...guarded.udp.map((port) => enter(`-d ${address} -p udp --dport ${port}`)),
        ...(guarded.dataPort === undefined
          ? []
          : [`${othersLink(guarded)} || ${enter(`-p udp --dport ${guarded.dataPort}`)}`]),
      ].join('; '),
    )}`,
    `ExecStopPost=/bin/sh -c ${quoted(`${removeGuard}; :`)}`,
    '# The same for etcd alone, in the kernel: where systemd can, it holds also after somebody has cleared the rules.',
    'IPAddressDeny=any',
    `IPAddressAllow=${allowed.join(' ')}`,
  ];
}

/** Whether somebody else has a VXLAN link on that port; in a word of systemd's, so without quotes of the other kind. */
export const othersLink = ({ dataPort, ownLink }: Pick<Guarded, 'dataPort' | 'ownLink'>): string =>
  `ip -d -o link show type vxlan 2>/dev/null | ${ownLink ? `grep -v "^[0-9]*: ${ownLink}[:@]" | ` : ''}grep -q "dstport ${dataPort} "`;

/** Takes the rules away, from any state they are in. */
const removeGuard = `iptables -S INPUT 2>/dev/null | grep -e " -j ${guardChain}" | while read -r verb rule; do iptables -w -D $rule; done; iptables -w -F ${guardChain} 2>/dev/null; iptables -w -X ${guardChain} 2>/dev/null`;

/** What a unit left whose file was taken away while it ran. Another lab's keeps its own. */
export const guardSweep = operation<{ unitPath: string }>({
  name: 'guard.sweep',
  program: ({ unitPath }) => ({ script: `[ -e "$1" ] || { ${removeGuard}; :; }`, words: [unitPath] }),
  read: nothing,
});

/** A word of a line in a unit; the text has no single quotes and no backslashes. */
const quoted = (script: string): string => `'${script.replaceAll('%', '%%').replaceAll('$', '$$$$')}'`;
