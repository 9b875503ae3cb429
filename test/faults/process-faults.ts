import type { StepId } from '../../src/shared/run/steps.ts';
import type { Fault } from './fault.ts';

const runs = (unit: string) => `systemctl is-active -q ${unit}`;

const spoiltFile = (name: string, text: string): Fault => ({
  name,
  at: { step: 'etcd', state: 'applying' },
  node: 'node2',
  inject: `printf '${text}' >/etc/docker/daemon.json`,
  heal: 'rm -f /etc/docker/daemon.json; systemctl reset-failed docker; systemctl restart docker',
  healed: runs('docker'),
});

const restarted = (node: Fault['node'], step: StepId, during: string): Fault => ({
  name: `docker restarted by someone else while ${during}`,
  at: { step, state: 'applying' },
  node,
  inject: 'systemctl restart docker',
  heal: ':',
});

/** Programs that die, stop or are restarted by others. */
export const processFaults: Fault[] = [
  {
    name: 'etcd SIGKILLed while the engines restart',
    at: { step: 'daemon', state: 'applying' },
    node: 'node1',
    inject: 'systemctl kill -s KILL overlay-lab-etcd',
    heal: ':',
    healed: runs('overlay-lab-etcd'),
  },
  {
    name: 'etcd SIGKILLed while the network is made',
    at: { step: 'network', state: 'applying' },
    node: 'node2',
    inject: 'systemctl kill -s KILL overlay-lab-etcd',
    heal: ':',
    healed: runs('overlay-lab-etcd'),
  },
  {
    name: 'dockerd SIGKILLed while the workers start',
    at: { step: 'workers', state: 'applying' },
    node: 'node2',
    inject: 'systemctl kill -s KILL --kill-who=main docker',
    heal: ':',
    healed: runs('docker'),
  },
  {
    name: 'dockerd SIGKILLed while the image is made',
    at: { step: 'image', state: 'applying' },
    node: 'node1',
    inject: 'systemctl kill -s KILL --kill-who=main docker',
    heal: ':',
    healed: runs('docker'),
  },
  {
    name: 'sshd and all its sessions SIGKILLed while the engines restart',
    at: { step: 'daemon', state: 'applying' },
    node: 'node1',
    inject: 'systemctl kill -s KILL ssh',
    heal: 'systemctl reset-failed ssh; systemctl start ssh',
    healed: runs('ssh'),
  },
  {
    name: 'dockerd SIGSTOPped 90 s while the workers start',
    at: { step: 'workers', state: 'applying' },
    node: 'node2',
    inject: 'systemctl kill -s STOP --kill-who=main docker',
    heal: 'systemctl kill -s CONT --kill-who=main docker',
    lastsSeconds: 90,
  },
  restarted('node2', 'network', 'the network is made'),
  restarted('node1', 'workers', 'the workers start'),
];

/** What was written on the small disk stands on the node's own afterwards. */
const underIt = `cp -a /var/lib/overlay-lab /run/overlay-lab.kept && umount -l /var/lib/overlay-lab
cp -a /run/overlay-lab.kept/. /var/lib/overlay-lab/ && rm -rf /run/overlay-lab.kept`;

/** The node's disk and files. */
export const diskFaults: Fault[] = [
  {
    name: 'disk full under the ledger, before anything',
    node: 'node1',
    inject: 'mkdir -p /var/lib/overlay-lab && mount -t tmpfs -o size=8k tmpfs /var/lib/overlay-lab',
    heal: 'mount -o remount,size=400m /var/lib/overlay-lab',
    finish: underIt,
  },
  {
    name: 'disk full under the ledger, in mid-run',
    node: 'node2',
    inject: 'mkdir -p /var/lib/overlay-lab && mount -t tmpfs -o size=28k tmpfs /var/lib/overlay-lab',
    heal: 'mount -o remount,size=400m /var/lib/overlay-lab',
    finish: underIt,
  },
  {
    name: 'no inode left under the ledger',
    node: 'node1',
    inject: 'mkdir -p /var/lib/overlay-lab && mount -t tmpfs -o size=400m,nr_inodes=5 tmpfs /var/lib/overlay-lab',
    heal: 'mount -o remount,nr_inodes=10000 /var/lib/overlay-lab',
    finish: underIt,
  },
  {
    name: 'disk full under the engine',
    node: 'node2',
    inject: 'mkdir -p /var/lib/docker/tmp && mount -t tmpfs -o size=1m tmpfs /var/lib/docker/tmp',
    heal: 'umount -l /var/lib/docker/tmp',
  },
  {
    name: 'read-only /etc',
    node: 'node1',
    inject: 'mount --bind /etc /etc && mount -o remount,bind,ro /etc',
    heal: 'umount -l /etc',
  },
  spoiltFile('an unknown key in daemon.json', '{"no-such-option": 1}'),
  spoiltFile('daemon.json is no JSON', '{"debug": true,,}'),
  {
    name: 'an unknown flag in docker’s unit',
    at: { step: 'etcd', state: 'applying' },
    node: 'node2',
    inject: `mkdir -p /etc/systemd/system/docker.service.d
printf '[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd -H fd:// --no-such-flag\n' >/etc/systemd/system/docker.service.d/90-flag.conf
systemctl daemon-reload`,
    heal: `rm -f /etc/systemd/system/docker.service.d/90-flag.conf; rmdir /etc/systemd/system/docker.service.d
systemctl daemon-reload; systemctl reset-failed docker; systemctl restart docker`,
    healed: runs('docker'),
  },
  {
    name: 'dockerd SIGSTOPped before anything',
    node: 'node2',
    inject: 'systemctl kill -s STOP --kill-who=main docker',
    heal: 'systemctl kill -s CONT --kill-who=main docker',
    healed: 'docker version',
  },
  {
    name: 'the login shell waits for input',
    node: 'node2',
    inject: 'cp -a /root/.bashrc /root/.bashrc.kept; echo "read line" >/root/.bashrc',
    heal: 'if [ -e /root/.bashrc.kept ]; then mv /root/.bashrc.kept /root/.bashrc; else rm /root/.bashrc; fi',
  },
  {
    name: 'AllowTcpForwarding no and MaxSessions 2',
    node: 'node1',
    inject:
      'printf "AllowTcpForwarding no\\nMaxSessions 2\\n" >/etc/ssh/sshd_config.d/strict.conf; systemctl reload ssh',
    heal: 'rm /etc/ssh/sshd_config.d/strict.conf; systemctl reload ssh',
  },
  {
    name: 'AllowTcpForwarding no',
    node: 'node1',
    inject: 'echo "AllowTcpForwarding no" >/etc/ssh/sshd_config.d/strict.conf; systemctl reload ssh',
    heal: 'rm /etc/ssh/sshd_config.d/strict.conf; systemctl reload ssh',
  },
  {
    name: 'MaxSessions 2 and MaxStartups 2:100:2',
    node: 'node1',
    inject: 'printf "MaxSessions 2\\nMaxStartups 2:100:2\\n" >/etc/ssh/sshd_config.d/strict.conf; systemctl reload ssh',
    heal: 'rm /etc/ssh/sshd_config.d/strict.conf; systemctl reload ssh',
  },
];
