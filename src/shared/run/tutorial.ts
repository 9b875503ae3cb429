/** Where what follows was measured and printed, word for word; it is shown beside what a lab measures and prints. */
export const tutorialSource =
  'Docker Multi-host Overlay Networking with Etcd, 2015-11-09 (Docker 1.9, iperf 2, two nodes)';

export const tutorialFigures = {
  nativeBitsPerSecond: 2.22e9,
  overlayBitsPerSecond: 1.58e9,
  /** 1.58 / 2.22; the text says "a bit worse than native". */
  ratio: 0.71,
  ping: {
    target: '10.0.0.3',
    sent: 4,
    received: 4,
    lossPercent: 0,
    rttMs: { min: 0.444, avg: 0.551, max: 0.735, mdev: 0.122 },
  },
  overlayMtu: 1450,
  gwbridgeMtu: 1500,
  worker1: { overlay: '10.0.0.2', gwbridge: '172.18.0.2' },
} as const;

export const tutorialOutputs = {
  /** docker network ls */
  networksBefore: `NETWORK ID          NAME                DRIVER
80a36a28041f        bridge              bridge
6b7eab031544        none                null
464fe03753fb        host                host`,
  /** docker network ls, after docker network create -d overlay myapp */
  networksAfter: `NETWORK ID          NAME                DRIVER
904f9dc335b0        myapp               overlay
80a36a28041f        bridge              bridge
6b7eab031544        none                null
464fe03753fb        host                host
52e9119e18d5        docker_gwbridge     bridge`,
  /** docker exec worker-1 ifconfig, without its lo */
  interfaces: `eth0      Link encap:Ethernet  HWaddr 02:42:0a:00:00:02
          inet addr:10.0.0.2  Bcast:0.0.0.0  Mask:255.255.255.0
          inet6 addr: fe80::42:aff:fe00:2/64 Scope:Link
          UP BROADCAST RUNNING MULTICAST  MTU:1450  Metric:1
          RX packets:5475264 errors:0 dropped:0 overruns:0 frame:0
          TX packets:846008 errors:0 dropped:0 overruns:0 carrier:0
          collisions:0 txqueuelen:0
          RX bytes:7999457912 (7.9 GB)  TX bytes:55842488 (55.8 MB)

eth1      Link encap:Ethernet  HWaddr 02:42:ac:12:00:02
          inet addr:172.18.0.2  Bcast:0.0.0.0  Mask:255.255.0.0
          inet6 addr: fe80::42:acff:fe12:2/64 Scope:Link
          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
          RX packets:12452 errors:0 dropped:0 overruns:0 frame:0
          TX packets:6883 errors:0 dropped:0 overruns:0 carrier:0
          collisions:0 txqueuelen:0
          RX bytes:22021017 (22.0 MB)  TX bytes:376719 (376.7 KB)`,
  /** docker exec worker-1 ping -c 4 10.0.0.3 */
  ping: `PING 10.0.0.3 (10.0.0.3) 56(84) bytes of data.
64 bytes from 10.0.0.3: icmp_seq=1 ttl=64 time=0.735 ms
64 bytes from 10.0.0.3: icmp_seq=2 ttl=64 time=0.581 ms
64 bytes from 10.0.0.3: icmp_seq=3 ttl=64 time=0.444 ms
64 bytes from 10.0.0.3: icmp_seq=4 ttl=64 time=0.447 ms

--- 10.0.0.3 ping statistics ---
4 packets transmitted, 4 received, 0% packet loss, time 3000ms
rtt min/avg/max/mdev = 0.444/0.551/0.735/0.122 ms`,
  /** iperf -c 192.168.236.130, on node2 */
  iperfNative: `------------------------------------------------------------
Client connecting to 192.168.236.130, TCP port 5001
TCP window size:  136 KByte (default)
------------------------------------------------------------
[  3] local 192.168.236.131 port 36910 connected with 192.168.236.130 port 5001
[ ID] Interval       Transfer     Bandwidth
[  3]  0.0-10.0 sec  2.59 GBytes  2.22 Gbits/sec`,
  /** iperf -c 10.0.0.2, in worker-2 */
  iperfOverlay: `------------------------------------------------------------
Client connecting to 10.0.0.2, TCP port 5001
TCP window size: 81.0 KByte (default)
------------------------------------------------------------
[  3] local 10.0.0.3 port 48096 connected with 10.0.0.2 port 5001
[ ID] Interval       Transfer     Bandwidth
[  3]  0.0-10.0 sec  1.84 GBytes  1.58 Gbits/sec`,
} as const;
