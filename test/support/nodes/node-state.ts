import { inNode } from './practice.ts';

/**
 * What stands on a node, by kinds, as these tests see it: written apart from the app's own baseline, so that neither
 * can hide a mistake of the other. Left out is the mark that Debian's sudo puts into a home when its owner has given the
 * password for the first time.
 */
export type NodeState = Record<string, string[]>;

const script = `
export LC_ALL=C
tab=$(printf '\\t')
emit() { sed "s/^/$1$tab/"; }
roots='/etc /root /home /usr/local /var/lib/etcd /var/lib/overlay-lab /var/tmp /var/spool/cron /run/systemd/transient /run/systemd/system'
{ find $roots -type f -exec sha256sum {} +; find $roots \\( -type f -o -type d \\) -printf '%p %m %u %g\\n'; find $roots -type l -printf '%p -> %l\\n'; } 2>/dev/null | grep -v '/run/systemd/transient \\|[.]scope\\|/etcd-data/\\|/[.]sudo_as_admin_successful' | sort | emit files
find /var/lib/docker/volumes -type f ! -name metadata.db -exec sha256sum {} + 2>/dev/null | sort | emit files
ls -A /var/lib/docker/network/files /var/run/docker/netns 2>/dev/null | grep -v 'lock$' | grep -E -- '^(local-kv|[0-9a-z]+-[0-9a-z]+|lb_)' | emit leftovers
docker ps -a --no-trunc --format '{{.ID}} {{.Names}} {{.Image}} {{.State}} {{.Networks}}' | sort | emit containers
docker network ls --no-trunc --format '{{.ID}} {{.Name}} {{.Driver}}' | sed -E 's/^[0-9a-f]+ (bridge|host|none) /\\1 /' | sort | emit networks
docker images -a --no-trunc --format '{{.ID}} {{.Repository}}:{{.Tag}}' | sort | emit images
docker volume ls --format '{{.Name}} {{.Labels}}' | sort | emit volumes
docker info -f 'store={{.ClusterStore}} advertise={{.ClusterAdvertise}} log={{.LoggingDriver}}' 2>/dev/null | emit engine
systemctl list-units --all --plain --no-legend 'docker*' 'containerd*' 'etcd*' 'overlay-lab*' 'run-u*' | awk '$1 !~ /scope|mount|device/ {print $1, $2, $3}' | sort | emit units
systemctl list-unit-files --no-legend | awk '{print $1, $2}' | sort | emit unit-files
ip -o link | sed -E 's/^[0-9]+: ([^:@]+).*(mtu [0-9]+).*/\\1 \\2/' | grep -v ^veth | sort | emit links
ip -o -4 addr | awk '{print $2, $4}' | sort | emit addresses
ip -4 route | sed 's/ linkdown//; s/ *$//' | sort | emit routes
{ iptables-save; ip6tables-save; } 2>/dev/null | grep '^-A' | sed -E 's/172[.]([0-9]+)[.]0[.]([2-9]|[1-9][0-9]+)/172.\\1.0.container/g' | sort | emit firewall
ss -Hltnup | awk '{print $1, $5, $7}' | sed -E 's/pid=[0-9]+,fd=[0-9]+/p/g; s/127.0.0.1:[0-9]{5}/127.0.0.1:high/' | sort -u | emit listeners
`;

/** Anything written since, even if it was written back: times of files, starts of programs. */
const strictScript = `
export LC_ALL=C
tab=$(printf '\\t')
emit() { sed "s/^/$1$tab/"; }
find /etc /root /home /usr/local /var/lib/etcd /var/lib/overlay-lab /var/tmp -printf '%p %C@\\n' 2>/dev/null | grep -v '/etcd-data/' | sort | emit times
find /var/lib/overlay-lab -path '*etcd-data*' 2>/dev/null | sort | emit member
docker ps -aq --no-trunc | xargs -r docker inspect -f '{{.Id}} {{.State.StartedAt}}' | sort | emit starts
systemctl show docker containerd etcd overlay-lab-etcd -p Id -p ActiveEnterTimestampMonotonic -p MainPID | emit services
`;

async function read(lab: string, node: string, source: string): Promise<NodeState> {
  const state: NodeState = {};
  for (const line of (await inNode(lab, node, source)).split('\n')) {
    const tab = line.indexOf('\t');
    if (tab <= 0) continue;
    const kind = line.slice(0, tab);
    state[kind] = [...(state[kind] ?? []), line.slice(tab + 1)];
  }
  return state;
}

export async function nodeState(lab: string, node: string): Promise<NodeState> {
  return read(lab, node, script);
}

export async function strictState(lab: string, node: string): Promise<NodeState> {
  return { ...(await read(lab, node, script)), ...(await read(lab, node, strictScript)) };
}

/** States of all nodes by name. */
export async function statesOf(
  lab: string,
  nodes: readonly string[],
  read: (lab: string, node: string) => Promise<NodeState> = nodeState,
): Promise<Record<string, NodeState>> {
  return Object.fromEntries(await Promise.all(nodes.map(async (node) => [node, await read(lab, node)] as const)));
}

/** `- …` was there and is not, `+ …` is there and was not; empty where nothing changed. */
export function changesBetween(before: Record<string, NodeState>, now: Record<string, NodeState>): string[] {
  return Object.keys(before).flatMap((node) => {
    const kinds = new Set([...Object.keys(before[node] ?? {}), ...Object.keys(now[node] ?? {})]);
    return [...kinds].flatMap((kind) => {
      const [was, is] = [before[node]?.[kind] ?? [], now[node]?.[kind] ?? []];
      return [
        ...was.filter((line) => !is.includes(line)).map((line) => `${node} ${kind} - ${line}`),
        ...is.filter((line) => !was.includes(line)).map((line) => `${node} ${kind} + ${line}`),
      ];
    });
  });
}
