import { inNode } from './practice.ts';

/** The lesson as people type it on each node, with none of the app's help. $1 name, $2 address, $3 number of the node. */
const words = `
name=$1 address=$2 number=$3 output=/dev/null
cluster="node1=http://192.168.236.130:2380,node2=http://192.168.236.131:2380"
member="-name $name -initial-advertise-peer-urls http://$address:2380 -listen-peer-urls http://$address:2380 -listen-client-urls http://$address:2379,http://127.0.0.1:2379 -advertise-client-urls http://$address:2379 -initial-cluster-token etcd-cluster -initial-cluster $cluster -initial-cluster-state new -enable-v2"
store="--cluster-store=etcd://$address:2379 --cluster-advertise=$address:2375"
cd /root
`;

/** Ways to start a member of etcd. */
export const members = {
  'in the background of a terminal': 'nohup etcd $member >$output 2>&1 &',
  'in front, as a user’s own program':
    'cd /home/student; ETCD_NAME=$name ETCD_ENABLE_V2=true ETCD_INITIAL_CLUSTER=$cluster ETCD_INITIAL_ADVERTISE_PEER_URLS=http://$address:2380 ETCD_LISTEN_PEER_URLS=http://$address:2380 ETCD_LISTEN_CLIENT_URLS=http://0.0.0.0:2379 ETCD_ADVERTISE_CLIENT_URLS=http://$address:2379 setsid etcd >$output 2>&1 </dev/null &',
  'by systemd-run': 'systemd-run -q --unit=my-store --working-directory=/root etcd $member',
  'by a unit of one’s own':
    'printf "[Service]\\nWorkingDirectory=/root\\nExecStart=/usr/bin/etcd %s\\n[Install]\\nWantedBy=multi-user.target\\n" "$member" >/etc/systemd/system/kv.service; systemctl daemon-reload; systemctl enable -q --now kv',
} as const;

/** Ways to give the engine its store; each ends with an engine that has it. */
export const engines = {
  'in front':
    'service docker stop 2>$output; nohup dockerd -H tcp://0.0.0.0:2375 -H unix:///var/run/docker.sock $store >$output 2>&1 &',
  'by systemd-run':
    'systemctl stop docker docker.socket; systemd-run -q --unit=my-docker dockerd -H unix:///var/run/docker.sock $store',
  'with flags in a drop-in':
    'mkdir -p /etc/systemd/system/docker.service.d; printf "[Service]\\nExecStart=\\nExecStart=/usr/sbin/dockerd -H fd:// %s\\n" "$store" >/etc/systemd/system/docker.service.d/override.conf; systemctl daemon-reload; systemctl restart docker',
  'with DOCKER_OPTS': 'echo "DOCKER_OPTS=\\"$store\\"" >>/etc/default/docker; systemctl restart docker',
  'with daemon.json':
    'printf "{\\"cluster-store\\": \\"etcd://%s:2379\\", \\"cluster-advertise\\": \\"%s:2375\\"}\\n" $address $address >/etc/docker/daemon.json; systemctl restart docker',
} as const;

const until = (condition: string) =>
  `end=$(( $(date +%s) + 60 )); until ${condition} >/dev/null 2>&1; do [ "$(date +%s)" -lt $end ] || { echo 'not in time: ${condition.replaceAll("'", '')}' >&2; exit 9; }; sleep 0.1; done`;

export const onNode = (lab: string, index: number, source: string): Promise<string> =>
  inNode(lab, `node${index + 1}`, `${words}\n${source}`, [
    `node${index + 1}`,
    `192.168.236.13${index}`,
    String(index + 1),
  ]);

const onBoth = async (lab: string, source: string) => {
  await Promise.all([0, 1].map((index) => onNode(lab, index, source)));
};

export async function typeDaemons(
  lab: string,
  member: keyof typeof members,
  engine: keyof typeof engines,
): Promise<void> {
  await onBoth(lab, members[member]);
  await onBoth(lab, until('curl -fs http://$address:2379/v2/keys/'));
  await onBoth(lab, `systemctl reset-failed docker 2>/dev/null; ${engines[engine]}`);
  await onBoth(lab, until('docker info -f "{{.ClusterStore}}" | grep etcd'));
}

/** The network, and on each node a container of whatever image there is. */
export async function typeNetwork(lab: string): Promise<void> {
  await onNode(lab, 0, 'docker network create -d overlay myapp');
  await onBoth(lab, until('docker network inspect myapp'));
  await onBoth(lab, 'docker run -itd --name=worker-$number --net=myapp ubuntu sh');
}
