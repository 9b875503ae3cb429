import { type Failure, sh } from './diagnosis.ts';

/** Which engine a node has, how it fares, and what else is in its store. */
export const engineStateRows: Failure[] = [
  {
    number: 45,
    check: sh`
      docker network ls --filter driver=overlay
      docker ps -a --filter network=NETWORK
    `,
    remedy: sh`
      docker network disconnect -f NETWORK CONTAINER
      docker network rm NETWORK
    `,
    sources: ['libnetwork#651'],
  },
  {
    number: 46,
    check: sh`
      systemctl show docker -p Result -p ActiveState
      journalctl -u docker -n 50 --no-pager
    `,
    remedy: sh`
      systemctl reset-failed docker.service docker.socket
      systemctl start docker.socket docker
    `,
    sources: ['moby#22339'],
  },
  {
    number: 47,
    check: sh`systemctl is-enabled docker.service docker.socket`,
    remedy: sh`
      systemctl unmask docker.service docker.socket
      systemctl start docker.socket docker
    `,
    sources: [],
  },
  {
    number: 48,
    check: sh`systemctl is-active docker.service docker.socket`,
    remedy: sh`systemctl start docker.socket docker`,
    sources: [],
  },
  {
    number: 49,
    check: sh`
      grep State /proc/$(pidof -s dockerd)/status
      ss -lxp | grep docker.sock
    `,
    remedy: sh`
      kill -CONT $(pidof dockerd)
      systemctl restart docker
    `,
    sources: ['moby#30680'],
  },
  {
    number: 50,
    check: sh`
      ss -lxp | grep docker.sock
      systemctl status $(pidof -s dockerd) --no-pager
    `,
    remedy: sh`
      apt-get install docker.io
      systemctl start docker.socket docker
    `,
    sources: ['docker-snap#39'],
  },
  {
    number: 51,
    check: sh`
      tr '\0' '\n' < /proc/$(pidof -s dockerd)/environ | grep -i proxy
    `,
    remedy: sh`
      mkdir -p /etc/systemd/system/docker.service.d
      printf '[Service]\nEnvironment="NO_PROXY=localhost,127.0.0.1,NODE1,NODE2"\n' > /etc/systemd/system/docker.service.d/zz-no-proxy.conf
      systemctl daemon-reload
      systemctl restart docker
    `,
    sources: ['moby#23666'],
  },
  {
    number: 52,
    check: sh`
      python3 -m json.tool /etc/docker/daemon.json
      head -c 3 /etc/docker/daemon.json | od -An -tx1
    `,
    remedy: sh`
      sed -i '1s/^\xEF\xBB\xBF//' /etc/docker/daemon.json
    `,
    sources: ['moby#44777'],
  },
];
