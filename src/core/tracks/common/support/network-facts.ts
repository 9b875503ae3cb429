import { operation } from '../../../machine/operation.ts';

/** What a node's network looks like as far as an overlay can meet it. */
export interface NetworkFacts {
  /** From which address this node goes to each of the others. */
  sources: { to: string; from: string }[];
  /** VXLAN links of the node itself and of its named namespaces; the engine's own are among them. */
  vxlanLinks: VxlanLink[];
  /** Addresses from which people are logged in by SSH. */
  sshPeers: string[];
  /** What keeps the node's rules, so that the words to open a port are its own; absent where nothing does. */
  firewall?: 'firewalld' | 'ufw';
}

export interface VxlanLink {
  /** Name or path of the network namespace; absent for the node's own. */
  namespace?: string;
  name: string;
  vni: number;
  port: number;
}

/** A VXLAN link a line: namespace or `-`, name, VNI, port. */
const vxlanLinksScript = `
{ echo '@ -'; ip -d -o link show type vxlan
  for file in /var/run/docker/netns/* /var/run/netns/*; do [ -e "$file" ] && echo "@ $file" && nsenter --net="$file" ip -d -o link show type vxlan; done; } 2>/dev/null |
  awk '$1=="@" {ns=$2; next} {sub(":$","",$2); sub("@.*","",$2); id=""; port=4789; for (i=3; i<NF; i++) {if ($i=="vxlan") for (j=i; j<NF; j++) {if ($j=="id") id=$(j+1); if ($j=="dstport") port=$(j+1)}} if (id!="") print ns, $2, id, port}'
`;

export const vxlanLinks = operation<Record<never, never>, VxlanLink[]>({
  name: 'link.vxlan',
  program: () => ({ script: vxlanLinksScript, expect: 'any' }),
  read: ({ stdout }) => parseVxlanLinks(stdout.split('\n').filter(Boolean)),
});

/** A part of the facts' script, after its arguments were shifted: $@ the addresses of all nodes. */
export const networkFactsScript = `
for peer; do echo "route get $peer"; done | ip -4 -o -batch - 2>/dev/null | awk '{for (i=1; i<NF; i++) if ($i=="src") {to=$1; if (to=="local") to=$2; print "source=" to, $(i+1)}}'
while read -r line; do [ -z "$line" ] || say vxlanlink "$line"; done <<END
$(${vxlanLinksScript.trim()})
END
[ -e /etc/ufw/ufw.conf ] && grep -qsi '^ENABLED=yes' /etc/ufw/ufw.conf && say firewall ufw
while read -r _ _ _ peer users; do case $users in *'"sshd'*) say sshpeer "$peer" ;; esac; done <<END
$(ss -Htnp state established 2>/dev/null)
END
`;

/** `many` gives the values of a key in the script's output. */
export function parseNetworkFacts(many: (key: string) => readonly string[]): NetworkFacts {
  const firewall = many('unit').some((line) => line.startsWith('firewalld.service active '))
    ? 'firewalld'
    : many('firewall')[0];
  return {
    ...((firewall === 'firewalld' || firewall === 'ufw') && { firewall }),
    sources: many('source').map((line) => {
      const [to = '', from = ''] = line.split(' ');
      return { to, from };
    }),
    vxlanLinks: parseVxlanLinks(many('vxlanlink')),
    sshPeers: [...new Set(many('sshpeer'))].map((line) =>
      line.slice(0, line.lastIndexOf(':')).replace(/^\[(?:::ffff:)?|\]$/g, ''),
    ),
  };
}

export const parseVxlanLinks = (lines: readonly string[]): VxlanLink[] =>
  lines.map((line) => {
    const [namespace = '-', name = '', vni = '', port = ''] = line.split(' ');
    return { ...(namespace !== '-' && { namespace }), name, vni: Number(vni), port: Number(port) };
  });

export const isEngines = (namespace?: string): boolean => namespace?.startsWith('/var/run/docker/netns/') ?? false;

export const removeLink = ({ namespace, name }: Pick<VxlanLink, 'namespace' | 'name'>): string =>
  namespace ? `nsenter --net=${namespace} ip link delete ${name}` : `ip link delete ${name}`;
