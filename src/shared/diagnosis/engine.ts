import { type Failure, sh } from './diagnosis.ts';

/** What this Docker can and cannot do. */
export const engineRows: Failure[] = [
  {
    number: 1,
    check: sh`docker version --format '{{.Server.Version}}'`,
    remedy: sh`
      npx overlay-lab practice up class-a
      grep -n cluster /etc/docker/daemon.json
      systemctl reset-failed docker
      systemctl start docker
    `,
    sources: ['moby#40383'],
  },
  {
    number: 2,
    check: sh`
      docker info --format '{{.Swarm.LocalNodeState}} manager={{.Swarm.ControlAvailable}}'
      docker node ls
      docker service ls
    `,
    remedy: sh`
      docker swarm leave
      docker swarm leave --force   # on a manager
    `,
    sources: ['moby#31359'],
  },
  {
    number: 36,
    check: sh`docker info --format '{{.LiveRestoreEnabled}}'`,
    remedy: sh`
      docker restart worker-1
      grep -n live-restore /etc/docker/daemon.json
      systemctl restart docker
    `,
    sources: ['moby#34660'],
    inferred: true,
  },
  {
    number: 43,
    check: sh`
      docker pull busybox
      docker images
    `,
    remedy: sh`OTHER=192.168.236.131; docker save busybox | ssh root@$OTHER docker load`,
    sources: ['hub-feedback#1907'],
  },
];
