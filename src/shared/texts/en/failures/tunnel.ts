/** VXLAN in the kernel. */
export const tunnelFailures = {
  21: {
    title: 'error creating vxlan interface: file exists',
    see: 'A worker does not start: "subnet sandbox join failed … error creating vxlan interface: file exists".',
    why: 'A vxlan link with the same number (VNI) already exists: left by an engine that was killed, or created by another program.',
    check: 'Look for vxlan links on the node and in the engine’s namespaces.',
    remedy:
      'If the link is a Docker leftover (its name starts with vx- and no other program uses it): stop the engine, delete the link by the name that "ip -d link" shows, and start the engine.',
  },
  22: {
    title: 'vxlan: operation not supported',
    see: '"error creating vxlan interface: operation not supported" when a worker starts.',
    why: 'This kernel has no vxlan module; cloud images often leave it out.',
    check: 'modprobe prints nothing if all is well.',
    remedy: 'Install the package with the extra modules for your kernel, or a full kernel, and restart the machine.',
  },
  23: {
    title: 'failed to set namespace on link',
    see: 'Workers do not start on the overlay: "failed to set namespace on link … invalid argument".',
    why: 'Kernels before 3.16 cannot move a vxlan link into another namespace.',
    check: '3.16 or later is needed, 3.19 or later is better.',
    remedy: 'Install a newer kernel from your distribution and restart the machine.',
  },
  24: {
    title: 'The subnet conflicts with one on the host',
    see: '"network … conflicts with network … in the host", or "… while running in host mode"; or: after a worker starts, the node no longer reaches a machine that it reached before.',
    why: 'The overlay’s subnet is already in use on the node: by a route, an interface, or a leftover bridge. With an old kernel the tunnel endpoint is in the node’s own namespace, and both collide.',
    check: 'Compare all routes and interfaces with the overlay’s subnet.',
    remedy:
      'Choose a subnet that none of the nodes uses: in the lab file under network.subnet, or by hand with --subnet.',
  },
  25: {
    title: 'VXLAN uses port 8472',
    see: 'Tunnel packets leave one node for UDP port 8472, and the other one listens on 4789.',
    why: 'Old kernels use 8472 unless configured otherwise; 4789 is the port that was standardised later.',
    check: 'Check the module, and look at the wire.',
    remedy: 'Set the module’s port, and reload it (or restart the machine).',
  },
};
