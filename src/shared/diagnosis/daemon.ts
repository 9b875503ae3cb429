import type { Failure } from './diagnosis.ts';

/** The engine’s configuration and start. */
export const daemonRows: Failure[] = [
  {
    number: 11,
    check: [
      'journalctl -u docker -n 20 --no-pager',
      'systemctl cat docker | grep -n ExecStart',
      'cat /etc/docker/daemon.json',
    ],
    remedy: [
      'systemctl edit docker',
      'systemctl daemon-reload',
      'systemctl reset-failed docker',
      'systemctl start docker',
    ],
    sources: ['moby#25471', 'moby#22339'],
  },
  {
    number: 13,
    check: [
      "timeout 10 docker version --format '{{.Server.Version}}' || echo no answer",
      "journalctl -u docker --no-pager | grep -i 'reload' | tail -5",
    ],
    remedy: ['systemctl restart docker'],
    sources: ['moby#30680'],
  },
  {
    number: 30,
    check: ['docker info 2>/dev/null | grep -i cluster', 'curl -s http://127.0.0.1:2379/v2/keys/docker/nodes'],
    remedy: ['npx overlay-lab run --only daemon'],
    sources: ['moby#16923'],
  },
  {
    number: 28,
    check: ['ip -br addr', 'docker info 2>/dev/null | grep -i advertise'],
    remedy: ['ip -br addr', 'npx overlay-lab run'],
    sources: ['moby#17248', 'moby#22008'],
  },
  {
    number: 31,
    check: ["ss -lntup '( sport = :7946 )'"],
    remedy: ["ss -lntup '( sport = :7946 )'", 'systemctl restart docker'],
    sources: ['libnetwork#1726'],
    inferred: true,
  },
  {
    number: 37,
    check: ['iptables -S DOCKER', 'iptables -t nat -S DOCKER', 'systemctl is-active firewalld'],
    remedy: ['systemctl restart docker', 'iptables -S DOCKER'],
    sources: ['moby#15254', 'moby#16137'],
  },
];
