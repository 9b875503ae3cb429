import { inNode } from './practice.ts';

/** daemon.json of someone with tastes of their own: order, tabs, spaces, no newline at the end. */
export const foreignDaemonJson =
  '{ "max-concurrent-uploads":3,\n\t "log-opts" : {"max-size":"9m","max-file":"2"},\n\t\t"labels":["rack=7" , "owner=others"],\n   "debug": false,\n"log-driver":"json-file" }';

export const decoysPerNode = 20;

/**
 * Twenty containers, networks and volumes of other people on one node, as hard to tell from the lab's own as can be:
 * its names, its label with another value, keys that differ in case, subnets that the lab's networks would like to have.
 * $1 the lab's name, $2 `yes` for a foreign daemon.json and drop-in too.
 */
const script = `
set -e
if [ "$2" = yes ]; then
  printf %s "$3" >/etc/docker/daemon.json; chmod 640 /etc/docker/daemon.json
  mkdir -p /etc/systemd/system/docker.service.d
  printf '[Service]\\nEnvironment=OTHERS=keep\\n' >/etc/systemd/system/docker.service.d/10-others.conf
  systemctl daemon-reload; systemctl restart docker
fi
root=$(mktemp -d /tmp/decoy.XXXXXX); mkdir "$root/bin"; cp -L "$(command -v busybox)" "$root/bin/busybox"
tar -C "$root" -cf - . | docker import - others/tool:1; rm -r "$root"
docker network create --subnet 172.18.0.0/16 --label overlay-lab.lab="$1-2" docker_gwbridge2
docker network create --subnet 10.0.0.0/24 myapp2
docker network create others
docker network create --label Overlay-Lab.Lab="$1" my-app
docker network create --internal --label overlay-lab=true ov-000100
for volume in myapp worker-1 worker-2 overlay-lab-etcd; do docker volume create "$volume"; done
docker volume create --label overlay-lab.lab="$1" labelled
docker volume create --label overlay-lab.lab= empty-label
run() { docker run -d --stop-signal KILL --name "$@" others/tool:1 /bin/busybox sleep 1000000; }
create() { docker create --name "$@" others/tool:1 /bin/busybox sleep 1000000; }
run worker-9 -v worker-1:/data --label overlay-lab.lab=
run web -p 8080:80
run db -p 8081:81 --restart always --network others
run myapp --network myapp2 --ip 10.0.0.2
create worker-10 --label overlay-lab.lab="$1-2"
create worker-3 --network my-app
create overlay-lab-etcd --label com.docker.overlay-lab.lab="$1"
create worker-01
create etcd
echo "not ours" >"$(docker volume inspect -f '{{.Mountpoint}}' myapp)/note"
`;

export async function plantDecoys(lab: string, node: string, options: { daemonJson: boolean }): Promise<void> {
  await inNode(lab, node, script, [lab, options.daemonJson ? 'yes' : 'no', foreignDaemonJson]);
}

/** All decoys as one list; containers with what they were made as and whether they run. */
export async function listDecoys(lab: string, node: string): Promise<string[]> {
  const found = await inNode(
    lab,
    node,
    `docker ps -aq --no-trunc -f ancestor=others/tool:1 | xargs -r docker inspect -f 'container {{.Id}} {{.Name}} {{.State.Running}} {{.Config.Labels}} {{.HostConfig.PortBindings}} {{.HostConfig.NetworkMode}}'
docker network inspect -f 'network {{.Id}} {{.Name}} {{.Labels}} {{(index .IPAM.Config 0).Subnet}}' others myapp2 docker_gwbridge2 my-app ov-000100
docker volume inspect -f 'volume {{.Name}} {{.CreatedAt}} {{.Labels}}' myapp worker-1 worker-2 overlay-lab-etcd labelled empty-label
`,
  );
  return found.trim().split('\n').sort();
}
