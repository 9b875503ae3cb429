import { type Failure, sh } from './diagnosis.ts';

/** VXLAN in the kernel. */
export const tunnelRows: Failure[] = [
  {
    number: 21,
    check: sh`
      ip -d link show type vxlan
      ls /var/run/docker/netns
      for n in /var/run/docker/netns/*; do echo $n; nsenter --net=$n ip -d link show type vxlan; done
    `,
    remedy: sh`
      systemctl stop docker.socket docker
      ip -br link show type vxlan
      ip link delete vx-000100-abcde   # with your link’s name
      systemctl start docker
    `,
    sources: ['libnetwork#1765', 'libnetwork#562'],
  },
  {
    number: 22,
    check: sh`
      modprobe vxlan && echo there
      uname -r
    `,
    remedy: sh`
      apt install linux-modules-extra-$(uname -r)   # Ubuntu
      apt install linux-image-amd64   # Debian with a cloud kernel
      reboot
    `,
    sources: ['libnetwork#1166'],
  },
  {
    number: 23,
    check: sh`uname -r`,
    remedy: sh`
      apt list --upgradable 2>/dev/null | grep linux-image
      reboot
    `,
    sources: ['libnetwork#329', 'libnetwork#700'],
  },
  {
    number: 24,
    check: sh`
      ip route
      ip -br addr
      docker network inspect --format '{{range .IPAM.Config}}{{.Subnet}}{{end}}' myapp
    `,
    remedy: sh`
      npx overlay-lab undo network
      docker network create -d overlay --subnet 10.222.0.0/24 myapp
    `,
    sources: ['moby#19499'],
  },
  {
    number: 25,
    check: sh`
      cat /sys/module/vxlan/parameters/udp_port
      timeout 20 tcpdump -n -c 6 -i any udp port 8472 or udp port 4789
    `,
    remedy: sh`
      echo "options vxlan udp_port=4789" > /etc/modprobe.d/vxlan.conf
      systemctl stop docker.socket docker
      modprobe -r vxlan && modprobe vxlan
      systemctl start docker
    `,
    sources: ['moby#18929'],
  },
];
