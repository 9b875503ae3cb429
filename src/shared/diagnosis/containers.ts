import { action, type Diagnosis } from './diagnosis.ts';

/** Containers and the traces that they leave. */
export const containerRows: Diagnosis[] = [
  {
    number: 32,
    title: 'service endpoint with name … already exists',
    see: 'A container does not start: "service endpoint with name worker-1 already exists".',
    why: 'The store still has an endpoint of this name in the network: of a container that was lost with its node, or of one on another node.',
    check: action(
      'On every node: which container has this name on the network?',
      'docker network inspect myapp',
      'docker ps -a --filter network=myapp',
    ),
    remedy: action(
      'If the container is on another node, choose another name. Otherwise disconnect the stale endpoint; this changes only the network.',
      'docker network disconnect -f myapp worker-1',
    ),
    sources: ['moby#20398', 'libnetwork#1108'],
  },
  {
    number: 33,
    title: 'network has active endpoints, but none is listed',
    see: '"docker network rm" says "network myapp has active endpoints", but inspect shows Containers: {}.',
    why: 'An endpoint is stale, or its container is on another node: inspect shows only the containers of the node that it runs on.',
    check: action(
      'On every node: which containers are on the network? And what is in the store?',
      'docker ps -a --filter network=myapp',
      'docker network inspect myapp',
      "curl -s 'http://127.0.0.1:2379/v2/keys/docker/network/v1.0/endpoint?recursive=true'",
    ),
    remedy: action(
      'On every node, disconnect what is there by the names that inspect shows, then remove the network again. Restarting the engines clears some stale ones.',
      'docker network disconnect -f myapp worker-1',
      'docker network rm myapp',
      'systemctl restart docker',
    ),
    sources: ['moby#19261', 'moby#23302'],
  },
  {
    number: 35,
    title: 'container already connected, or its namespace is missing',
    see: 'After a crash, a worker does not start: "container … is already connected to network", or "failed to get network … no such file or directory" under netns.',
    why: 'The engine or the store was stopped mid-operation, and the container’s sandbox that the engine remembers no longer exists.',
    check: action('See which containers did not come back.', 'docker ps -a', 'journalctl -u docker -n 30 --no-pager'),
    remedy: action(
      'Force-disconnect it, start it, and connect it again.',
      'docker network disconnect -f myapp worker-1',
      'docker start worker-1',
      'docker network connect myapp worker-1',
    ),
    sources: ['libnetwork#793', 'libnetwork#2322'],
  },
  {
    number: 42,
    title: 'inspect does not show the containers of other nodes',
    see: '"docker network inspect" lists only the containers of the node on which it runs.',
    why: 'This is by design: each engine knows only its own containers. It is not a fault.',
    check: action(
      'Run it on each node. Names resolve from everywhere.',
      "docker network inspect --format '{{range .Containers}}{{.Name}} {{end}}' myapp",
      'docker exec worker-1 ping -c 1 worker-2',
    ),
    remedy: action('Nothing needs to be done.'),
    sources: ['moby#18163'],
  },
];
