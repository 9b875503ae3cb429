import { type Failure, sh } from './diagnosis.ts';

/** Containers and the traces that they leave. */
export const containerRows: Failure[] = [
  {
    number: 32,
    check: sh`
      docker network inspect myapp
      docker ps -a --filter network=myapp
    `,
    remedy: sh`docker network disconnect -f myapp worker-1`,
    sources: ['moby#20398', 'libnetwork#1108'],
  },
  {
    number: 33,
    check: sh`
      docker ps -a --filter network=myapp
      docker network inspect myapp
      curl -s 'http://127.0.0.1:2379/v2/keys/docker/network/v1.0/endpoint?recursive=true'
    `,
    remedy: sh`
      docker network disconnect -f myapp worker-1
      docker network rm myapp
      systemctl restart docker
    `,
    sources: ['moby#19261', 'moby#23302'],
  },
  {
    number: 35,
    check: sh`
      docker ps -a
      journalctl -u docker -n 30 --no-pager
    `,
    remedy: sh`
      docker network disconnect -f myapp worker-1
      docker start worker-1
      docker network connect myapp worker-1
    `,
    sources: ['libnetwork#793', 'libnetwork#2322'],
  },
  {
    number: 42,
    check: sh`
      docker network inspect --format '{{range .Containers}}{{.Name}} {{end}}' myapp
      docker exec worker-1 ping -c 1 worker-2
    `,
    remedy: [],
    sources: ['moby#18163'],
  },
  {
    number: 66,
    check: sh`docker ps -a`,
    remedy: sh`
      docker start worker-1
      npx overlay-lab run
    `,
    sources: [],
  },
];
