import { type Failure, sh } from './diagnosis.ts';

/** Between the engines and their store. */
export const storeRows: Failure[] = [
  {
    number: 10,
    check: sh`
      docker info 2>/dev/null | grep -i cluster
      systemctl cat docker | grep ExecStart
      cat /etc/docker/daemon.json
    `,
    remedy: sh`
      npx overlay-lab run --only daemon
      docker info 2>/dev/null | grep -i cluster
    `,
    sources: ['moby#17932', 'moby#18783'],
  },
  {
    number: 12,
    check: sh`
      curl -s http://127.0.0.1:2379/health
      docker network ls
    `,
    remedy: sh`
      docker network ls
      docker network create -d overlay myapp
    `,
    sources: ['libnetwork#764'],
  },
  {
    number: 14,
    check: sh`
      docker info 2>/dev/null | grep -i cluster
      curl -s http://127.0.0.1:2379/v2/members
      curl -s http://127.0.0.1:2379/v2/keys/docker/network/v1.0/network
    `,
    remedy: sh`
      npx overlay-lab run --only etcd,daemon
      systemctl restart docker
    `,
    sources: ['libnetwork#764', 'moby#17298'],
    inferred: true,
  },
  {
    number: 15,
    check: sh`docker network ls --no-trunc --filter driver=overlay`,
    remedy: sh`
      systemctl restart docker
      docker network ls --no-trunc --filter driver=overlay
    `,
    sources: ['libnetwork#1401'],
    inferred: true,
  },
  {
    number: 34,
    check: sh`
      journalctl -u docker -b --no-pager | grep -i 'scope global' | tail -3
      systemctl show -p ActiveEnterTimestamp docker overlay-lab-etcd
    `,
    remedy: sh`
      systemctl start overlay-lab-etcd
      curl -s http://127.0.0.1:2379/health
      systemctl restart docker
    `,
    sources: ['libnetwork#651', 'moby#18091'],
  },
];
