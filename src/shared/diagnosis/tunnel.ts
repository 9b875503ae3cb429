import { action, type Diagnosis } from './diagnosis.ts';

/** VXLAN in the kernel. */
export const tunnelRows: Diagnosis[] = [
  {
    number: 21,
    title: 'error creating vxlan interface: file exists',
    see: 'A worker does not start: "subnet sandbox join failed … error creating vxlan interface: file exists".',
    why: 'A vxlan link with the same number (VNI) already exists: left by an engine that was killed, or created by another program.',
    check: action(
      'Look for vxlan links on the node and in the engine’s namespaces.',
      'ip -d link show type vxlan',
      'ls /var/run/docker/netns',
      'for n in /var/run/docker/netns/*; do echo $n; nsenter --net=$n ip -d link show type vxlan; done',
    ),
    remedy: action(
      'If the link is a Docker leftover (its name starts with vx- and no other program uses it): stop the engine, delete the link by the name that "ip -d link" shows, and start the engine.',
      'systemctl stop docker.socket docker',
      'ip -br link show type vxlan',
      'ip link delete vx-000100-abcde   # with your link’s name',
      'systemctl start docker',
    ),
    sources: ['libnetwork#1765', 'libnetwork#562'],
  },
  {
    number: 22,
    title: 'vxlan: operation not supported',
    see: '"error creating vxlan interface: operation not supported" when a worker starts.',
    why: 'This kernel has no vxlan module; cloud images often leave it out.',
    check: action('modprobe prints nothing if all is well.', 'modprobe vxlan && echo there', 'uname -r'),
    remedy: action(
      'Install the package with the extra modules for your kernel, or a full kernel, and restart the machine.',
      'apt install linux-modules-extra-$(uname -r)   # Ubuntu',
      'apt install linux-image-amd64   # Debian with a cloud kernel',
      'reboot',
    ),
    sources: ['libnetwork#1166'],
  },
  {
    number: 23,
    title: 'failed to set namespace on link',
    see: 'Workers do not start on the overlay: "failed to set namespace on link … invalid argument".',
    why: 'Kernels before 3.16 cannot move a vxlan link into another namespace.',
    check: action('3.16 or later is needed, 3.19 or later is better.', 'uname -r'),
    remedy: action(
      'Install a newer kernel from your distribution and restart the machine.',
      'apt list --upgradable 2>/dev/null | grep linux-image',
      'reboot',
    ),
    sources: ['libnetwork#329', 'libnetwork#700'],
  },
  {
    number: 24,
    title: 'The subnet conflicts with one on the host',
    see: '"network … conflicts with network … in the host", or "… while running in host mode"; or: after a worker starts, the node no longer reaches a machine that it reached before.',
    why: 'The overlay’s subnet is already in use on the node: by a route, an interface, or a leftover bridge. With an old kernel the tunnel endpoint is in the node’s own namespace, and both collide.',
    check: action(
      'Compare all routes and interfaces with the overlay’s subnet.',
      'ip route',
      'ip -br addr',
      "docker network inspect --format '{{range .IPAM.Config}}{{.Subnet}}{{end}}' myapp",
    ),
    remedy: action(
      'Choose a subnet that none of the nodes uses: in the lab file under network.subnet, or by hand with --subnet.',
      'npx overlay-lab undo network',
      'docker network create -d overlay --subnet 10.222.0.0/24 myapp',
    ),
    sources: ['moby#19499'],
  },
  {
    number: 25,
    title: 'VXLAN uses port 8472',
    see: 'Tunnel packets leave one node for UDP port 8472, and the other one listens on 4789.',
    why: 'Old kernels use 8472 unless configured otherwise; 4789 is the port that was standardised later.',
    check: action(
      'Check the module, and look at the wire.',
      'cat /sys/module/vxlan/parameters/udp_port',
      'timeout 20 tcpdump -n -c 6 -i any udp port 8472 or udp port 4789',
    ),
    remedy: action(
      'Set the module’s port, and reload it (or restart the machine).',
      'echo "options vxlan udp_port=4789" > /etc/modprobe.d/vxlan.conf',
      'systemctl stop docker.socket docker',
      'modprobe -r vxlan && modprobe vxlan',
      'systemctl start docker',
    ),
    sources: ['moby#18929'],
  },
];
