import { type Failure, sh } from './diagnosis.ts';

/** What fails on the tracks that do without a cluster store. */
export const trackRows: Failure[] = [
  {
    number: 60,
    check: sh`
      docker info --format '{{.Swarm.LocalNodeState}} {{.Swarm.Error}}'
      docker node ls
    `,
    remedy: sh`
      iptables -I INPUT -p tcp --dport 2377 -j ACCEPT
      npx overlay-lab run
    `,
    sources: [],
  },
  {
    number: 61,
    check: sh`
      ip -d link show vx77
      bridge fdb show dev vx77
      ip neigh show dev vx77
    `,
    remedy: sh`npx overlay-lab run`,
    sources: [],
  },
  {
    number: 62,
    check: sh`docker node ls`,
    remedy: sh`docker node update --availability active node2`,
    sources: [],
  },
  {
    number: 63,
    check: sh`
      ip route
      sysctl net.ipv4.ip_forward
    `,
    remedy: sh`npx overlay-lab run`,
    sources: [],
  },
  {
    number: 64,
    check: sh`
      iptables -S DOCKER-USER
      iptables -S FORWARD
    `,
    remedy: sh`npx overlay-lab run`,
    sources: [],
  },
  {
    number: 65,
    check: sh`iptables -t nat -S POSTROUTING`,
    remedy: sh`iptables -t nat -S POSTROUTING`,
    sources: [],
  },
  {
    number: 67,
    check: sh`
      ovs-vsctl show
      ip link show lab-in
    `,
    remedy: sh`npx overlay-lab run`,
    sources: [],
  },
];
