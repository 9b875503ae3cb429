import { type Fault, words } from './fault.ts';

const unit = /^(overlay-lab-etcd|docker)\.service$/;
/** A worker runs again with its engine. */
const worker = 'docker start "$1" >/dev/null';
const engineFile = '/etc/docker/daemon.json';
const restart = 'systemctl reset-failed docker.service docker.socket 2>/dev/null; systemctl restart docker.service';

/** Puts the bytes of a word in a file's place, with its owner and mode; nothing where they are there. */
const written = (path: string, word: string): string => `
printf %s "${word}" | base64 -d >${path}.drill && ! cmp -s ${path}.drill ${path} && changed=yes
if [ "$changed" ]; then cp -a --attributes-only ${path} ${path}.drill && touch ${path}.drill && mv ${path}.drill ${path}; else rm -f ${path}.drill; fi`;

/** The engine's file, changed by this, and an engine that has read it. */
const configured = (change: string): Fault => ({
  words: [words.name, words.base64],
  look: `base64 -w0 ${engineFile}`,
  make: `${change}
${restart}; ${worker}; :`,
  heal: `${written(engineFile, '$2')}
[ "$changed" ] || exit 0
${restart} && ${worker}`,
});

/** The engine, its file, its workers, and the store's member. */
export const engineFaults = {
  'unit-stopped': {
    words: [unit],
    make: 'systemctl stop "$1"',
    heal: 'systemctl is-active -q "$1" || systemctl start "$1"',
  },
  'unit-frozen': {
    words: [unit],
    make: 'systemctl kill -s STOP --kill-who=main "$1"',
    heal: 'systemctl kill -s CONT --kill-who=main "$1" 2>/dev/null; :',
  },
  'engine-stopped': {
    words: [words.name],
    make: 'systemctl stop docker.socket docker.service',
    heal: `systemctl is-active -q docker.service && exit 0; systemctl start docker.socket docker.service && ${worker}`,
  },
  'worker-killed': { words: [words.name], make: 'docker kill "$1" >/dev/null', heal: worker },
  'worker-paused': {
    words: [words.name],
    make: 'docker pause "$1" >/dev/null',
    heal: `[ "$(docker inspect -f '{{.State.Paused}}' "$1" 2>/dev/null)" != true ] || docker unpause "$1" >/dev/null`,
  },
  'store-path': configured(`sed -i -E 's|("cluster-store": *"[^"]*:2379)"|\\1/other"|' ${engineFile}`),
  'wrong-address': configured(
    `sed -i -E 's/("cluster-advertise": *")[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+:/\\1192.0.2.7:/' ${engineFile}`,
  ),
  'no-address': configured(
    `sed -n -E 's/.*("cluster-store": *"[^"]*").*/{\\1}/p' ${engineFile} | head -n1 >${engineFile}.drill && cat ${engineFile}.drill >${engineFile}; rm -f ${engineFile}.drill`,
  ),
  'live-restore': {
    words: [words.base64],
    look: `base64 -w0 ${engineFile}`,
    make: `sed -i '0,/{/s//{"live-restore": true,/' ${engineFile} && systemctl reload docker.service && sleep 1`,
    // What is left out at a reload stays as it was: it has to be told.
    heal: `grep -q '"live-restore": true' ${engineFile} && sed -i 's/"live-restore": true/"live-restore": false/' ${engineFile} && systemctl reload docker.service && sleep 1
${written(engineFile, '$1')}`,
  },
  'order-lost': {
    words: [words.base64],
    look: 'base64 -w0 /etc/systemd/system/overlay-lab-etcd.service',
    make: `sed -i '/^Before=docker.service/d' /etc/systemd/system/overlay-lab-etcd.service && systemctl daemon-reload`,
    heal: `[ -e /etc/systemd/system/overlay-lab-etcd.service ] || exit 0
${written('/etc/systemd/system/overlay-lab-etcd.service', '$1')}
systemctl daemon-reload`,
  },
  'network-in-subnet': {
    words: [words.name, words.name, words.subnet],
    look: `docker network inspect -f '{{(index .IPAM.Config 0).Subnet}}' "$2" | sed 's|/.*|/26|'`,
    make: 'docker network create --subnet "$3" "$1" >/dev/null',
    heal: 'docker network inspect "$1" >/dev/null 2>&1 || exit 0; docker network rm "$1" >/dev/null',
  },
  'disk-full': {
    words: [],
    make: 'mount -t tmpfs -o size=16k tmpfs /var/lib/docker/tmp',
    heal: `! grep -q '^tmpfs /var/lib/docker/tmp ' /proc/mounts || umount -l /var/lib/docker/tmp`,
  },
  'host-name': {
    words: [words.name, words.name],
    look: 'hostname',
    make: 'hostname "$1"',
    heal: 'hostname "$2"',
  },
  'node-drained': {
    words: [words.name],
    make: 'docker node update --availability drain "$1" >/dev/null',
    heal: `[ "$(docker node inspect -f '{{.Spec.Availability}}' "$1" 2>/dev/null)" != drain ] || docker node update --availability active "$1" >/dev/null`,
  },
} satisfies Record<string, Fault>;
