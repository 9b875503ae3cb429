import { type Failure, sh } from './diagnosis.ts';

/** Networks, their subnets and names. */
export const networkRows: Failure[] = [
  {
    number: 39,
    check: sh`
      docker network inspect --format '{{.Name}} {{range .IPAM.Config}}{{.Subnet}}{{end}}' $(docker network ls -q)
      ip route
    `,
    remedy: sh`docker network create -d overlay --subnet 10.222.0.0/24 myapp`,
    sources: ['moby#26912'],
  },
  {
    number: 40,
    check: sh`
      docker network ls
      ip route
    `,
    remedy: sh`
      docker network create --subnet 172.30.0.0/16 --opt com.docker.network.bridge.name=docker_gwbridge --opt com.docker.network.bridge.enable_icc=false --opt com.docker.network.bridge.enable_ip_masquerade=true docker_gwbridge
    `,
    sources: ['for-linux#599'],
  },
  {
    number: 41,
    check: sh`
      docker network ls --no-trunc --filter name=myapp
      docker network inspect $(docker network ls -q --filter name=myapp)
    `,
    remedy: sh`
      docker network ls --no-trunc --filter name=myapp
      docker network rm ID   # the ID of the empty one
    `,
    sources: ['moby#20648', 'moby#33561'],
  },
];
