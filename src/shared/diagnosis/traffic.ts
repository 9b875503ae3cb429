import { type Failure, sh } from './diagnosis.ts';

/** Workers that do not reach each other, or only badly. */
export const trafficRows: Failure[] = [
  {
    number: 16,
    check: sh`
      ss -lntu | grep 7946
      OTHER=192.168.236.131; timeout 3 bash -c "</dev/tcp/$OTHER/7946" && echo tcp open || echo tcp closed
      iptables -S | grep 7946
      journalctl -u docker --no-pager | grep -i 'resolve peer' | tail -3
    `,
    remedy: sh`
      iptables -I INPUT -p tcp --dport 7946 -j ACCEPT
      iptables -I INPUT -p udp --dport 7946 -j ACCEPT
      systemctl restart docker
    `,
    sources: ['moby#35807', 'libnetwork#617', 'libnetwork#962'],
  },
  {
    number: 17,
    check: sh`
      timeout 20 tcpdump -n -c 6 -i any udp port 4789
      iptables -S | grep 4789
    `,
    remedy: sh`iptables -I INPUT -p udp --dport 4789 -j ACCEPT`,
    sources: ['moby#33416', 'moby#34632'],
  },
  {
    number: 18,
    check: sh`
      ethtool -i eth0 | grep driver
      ethtool -k eth0 | grep tx-checksum-ip-generic
    `,
    remedy: sh`ethtool -K eth0 tx-checksum-ip-generic off`,
    sources: ['moby#41775'],
  },
  {
    number: 19,
    check: sh`
      docker exec worker-1 ping -c 3 -M do -s 1422 worker-2
      OTHER=192.168.236.131; ping -c 3 -M do -s 1472 $OTHER
      ip -br link
    `,
    remedy: sh`
      npx overlay-lab undo network
      docker network create -d overlay --opt com.docker.network.driver.mtu=1350 myapp
    `,
    sources: ['libnetwork#2661'],
  },
  {
    number: 20,
    check: sh`
      npx overlay-lab run --only iperf-native,iperf-overlay
      docker exec worker-1 ip link show eth0
      ip -br link
    `,
    remedy: sh`npx overlay-lab run --only iperf-native,iperf-overlay --iperf-streams 4`,
    sources: ['moby#37855', 'moby#33133'],
  },
  {
    number: 38,
    check: sh`
      sysctl net.ipv4.ip_forward
      iptables -S FORWARD
    `,
    remedy: sh`
      sysctl -w net.ipv4.ip_forward=1
      systemctl restart docker
    `,
    sources: ['moby#30338'],
    inferred: true,
  },
];
