import { type Failure, sh } from './diagnosis.ts';

/** The machines themselves, and how they are reached. */
export const machineRows: Failure[] = [
  {
    number: 26,
    check: sh`hostname`,
    remedy: sh`
      hostnamectl set-hostname node2
      systemctl restart docker
    `,
    sources: ['classicswarm#1573'],
  },
  {
    number: 27,
    check: sh`docker info --format '{{.ID}}'`,
    remedy: sh`
      mv /etc/docker/key.json /etc/docker/key.json.old
      systemctl restart docker
    `,
    sources: ['classicswarm#362', 'classicswarm#1467'],
  },
  {
    number: 29,
    check: sh`
      ip -br addr
      OTHER=192.168.56.11; ping -c 2 $OTHER
    `,
    remedy: sh`
      ip -br addr
      npx overlay-lab check
    `,
    sources: ['vagrant#6456'],
  },
  {
    number: 44,
    check: sh`
      sshd -T | grep -iE 'maxstartups|maxsessions'
      journalctl -u ssh --no-pager | grep -iE 'maxstartups|refused' | tail -5
    `,
    remedy: sh`
      printf 'MaxStartups 30:30:100\nMaxSessions 30\n' > /etc/ssh/sshd_config.d/many.conf
      sshd -t && systemctl reload ssh
    `,
    sources: ['compose#10117', 'docker-modem#102'],
  },
  {
    number: 53,
    check: sh`ssh -v root@192.168.236.130 true`,
    remedy: sh`
      systemctl status ssh --no-pager
      npx overlay-lab diagnose
    `,
    sources: [],
  },
  {
    number: 54,
    check: sh`ip -br addr`,
    remedy: sh`ip link set eth0 up`,
    sources: [],
  },
  {
    number: 55,
    check: sh`
      df -h /var/lib /var/lib/docker
      df -i /var/lib /var/lib/docker
    `,
    remedy: sh`
      docker system df
      journalctl --vacuum-size=100M
    `,
    sources: [],
  },
  {
    number: 56,
    check: sh`date -u`,
    remedy: sh`timedatectl set-ntp true`,
    sources: [],
  },
  {
    number: 59,
    check: sh`ss -lntup '( sport = :2379 or sport = :2380 or sport = :2377 or sport = :4789 )'`,
    remedy: sh`
      ss -lntup '( sport = :2379 or sport = :2380 or sport = :2377 or sport = :4789 )'
      npx overlay-lab run
    `,
    sources: [],
  },
];
