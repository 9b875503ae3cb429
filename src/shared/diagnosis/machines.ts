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
];
