/** Containers and the traces that they leave. */
export const containerFailures = {
  32: {
    title: 'service endpoint with name … already exists',
    see: 'A container does not start: "service endpoint with name worker-1 already exists".',
    why: 'The store still has an endpoint of this name in the network: of a container that was lost with its node, or of one on another node.',
    check: 'On every node: which container has this name on the network?',
    remedy:
      'If the container is on another node, choose another name. Otherwise disconnect the stale endpoint; this changes only the network.',
  },
  33: {
    title: 'network has active endpoints, but none is listed',
    see: '"docker network rm" says "network myapp has active endpoints", but inspect shows Containers: {}.',
    why: 'An endpoint is stale, or its container is on another node: inspect shows only the containers of the node that it runs on.',
    check: 'On every node: which containers are on the network? And what is in the store?',
    remedy:
      'On every node, disconnect what is there by the names that inspect shows, then remove the network again. Restarting the engines clears some stale ones.',
  },
  35: {
    title: 'container already connected, or its namespace is missing',
    see: 'After a crash, a worker does not start: "container … is already connected to network", or "failed to get network … no such file or directory" under netns.',
    why: 'The engine or the store was stopped mid-operation, and the container’s sandbox that the engine remembers no longer exists.',
    check: 'See which containers did not come back.',
    remedy: 'Force-disconnect it, start it, and connect it again.',
  },
  42: {
    title: 'inspect does not show the containers of other nodes',
    see: '"docker network inspect" lists only the containers of the node on which it runs.',
    why: 'This is by design: each engine knows only its own containers. It is not a fault.',
    check: 'Run it on each node. Names resolve from everywhere.',
    remedy: 'Nothing needs to be done.',
  },
  66: {
    title: 'A worker is not running',
    see: 'A ping to a worker gets no answer, and its name may not resolve; other workers reach each other.',
    why: 'The container was stopped, killed, paused, or removed, or its node restarted: workers do not start by themselves.',
    check: 'See its state.',
    remedy: 'Start it, or let the lab make it again.',
  },
};
