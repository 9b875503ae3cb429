/** What each step of a track does, in a few words. */
export const steps = {
  preflight: 'Look at the nodes',
  image: 'Make the worker image',
  network: 'Create the overlay network',
  bridges: 'Create a bridge on each node',
  link: 'Attach a VXLAN link',
  peers: 'Tell the links of the other nodes',
  workers: 'Start the workers',
  interfaces: 'Look at the interfaces',
  ping: 'Ping between the workers',
  iperfNative: 'Measure the native network',
  iperfOverlay: 'Measure the overlay',
  tunnel: 'Inspect the tunnel',
  etcd: 'Start etcd',
  daemon: 'Point Docker at etcd',
  swarm: 'Join the engines to a swarm',
};
