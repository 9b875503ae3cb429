import { type Failure, sh } from './diagnosis.ts';

/** The engine’s configuration and start. */
export const daemonRows: Failure[] = [
  {
    number: 11,
    check: sh`
      journalctl -u docker -n 20 --no-pager
      systemctl cat docker | grep -n ExecStart
      cat /etc/docker/daemon.json
    `,
    remedy: sh`
      systemctl edit docker
      systemctl daemon-reload
      systemctl reset-failed docker
      systemctl start docker
    `,
    sources: ['moby#25471', 'moby#22339'],
  },
  {
    number: 13,
    check: sh`
      timeout 10 docker version --format '{{.Server.Version}}' || echo no answer
      journalctl -u docker --no-pager | grep -i 'reload' | tail -5
    `,
    remedy: sh`systemctl restart docker`,
    sources: ['moby#30680'],
  },
  {
    number: 30,
    check: sh`
      docker info 2>/dev/null | grep -i cluster
      curl -s http://127.0.0.1:2379/v2/keys/docker/nodes
    `,
    remedy: sh`npx overlay-lab run --only daemon`,
    sources: ['moby#16923'],
  },
  {
    number: 28,
    check: sh`
      ip -br addr
      docker info 2>/dev/null | grep -i advertise
    `,
    remedy: sh`
      ip -br addr
      npx overlay-lab run
    `,
    sources: ['moby#17248', 'moby#22008'],
  },
  {
    number: 31,
    check: sh`ss -lntup '( sport = :7946 )'`,
    remedy: sh`
      ss -lntup '( sport = :7946 )'
      systemctl restart docker
    `,
    sources: ['libnetwork#1726'],
    inferred: true,
  },
  {
    number: 37,
    check: sh`
      iptables -S DOCKER
      iptables -t nat -S DOCKER
      systemctl is-active firewalld
    `,
    remedy: sh`
      systemctl restart docker
      iptables -S DOCKER
    `,
    sources: ['moby#15254', 'moby#16137'],
  },
];
