import { type Failure, sh } from './diagnosis.ts';

/** etcd itself: its versions, its v2 API, its members and their data. */
export const etcdRows: Failure[] = [
  {
    number: 3,
    check: sh`
      curl -s http://127.0.0.1:2379/v2/keys/
      curl -s http://127.0.0.1:2379/version
    `,
    remedy: sh`
      systemctl cat etcd | grep -n ExecStart
      systemctl edit --full etcd
      systemctl restart etcd
    `,
    sources: ['etcd#11031', 'etcd#11646'],
  },
  {
    number: 4,
    check: sh`etcd --version`,
    remedy: sh`npx overlay-lab run --etcd-archive etcd-v3.5.16-linux-amd64.tar.gz --etcd-sha256 SUM`,
    sources: ['etcd#21264'],
  },
  {
    number: 5,
    check: sh`
      tr '\0' ' ' < /proc/$(pidof etcd)/cmdline; echo
      curl -s http://127.0.0.1:2379/v2/keys/
    `,
    remedy: sh`
      systemctl edit --full etcd
      systemctl restart etcd
      systemctl restart docker
    `,
    sources: ['etcd#21249'],
  },
  {
    number: 6,
    check: sh`curl -s http://127.0.0.1:2379/v2/members`,
    remedy: sh`
      etcd --advertise-client-urls http://192.168.236.130:2379 --listen-client-urls http://192.168.236.130:2379,http://127.0.0.1:2379 --enable-v2
    `,
    sources: ['libnetwork#766'],
    inferred: true,
  },
  {
    number: 7,
    check: sh`
      journalctl -u overlay-lab-etcd -n 30 --no-pager
      curl -s http://127.0.0.1:2379/v2/members
    `,
    remedy: sh`
      npx overlay-lab undo etcd
      npx overlay-lab run
    `,
    sources: ['etcd#2780', 'etcd#5422'],
  },
  {
    number: 8,
    check: sh`
      journalctl -u overlay-lab-etcd -n 30 --no-pager
      tr '\0' ' ' < /proc/$(pidof etcd)/cmdline; echo
    `,
    remedy: sh`
      npx overlay-lab undo etcd
      npx overlay-lab run
      mv -n node1.etcd node1.etcd.old   # by hand, in that folder
    `,
    sources: ['etcd#3710', 'etcd#12361'],
  },
  {
    number: 9,
    check: sh`
      for n in 192.168.236.130 192.168.236.131; do echo "$n: $(curl -s -m 3 http://$n:2379/health)"; done
    `,
    remedy: sh`
      systemctl start overlay-lab-etcd
      journalctl -u overlay-lab-etcd -n 30 --no-pager
    `,
    sources: ['flannel#323'],
  },
  {
    number: 57,
    check: sh`
      iptables -S | grep -E '2379|2380'
      OTHER=192.168.236.131; timeout 3 bash -c "</dev/tcp/$OTHER/2380" && echo open || echo closed
    `,
    remedy: sh`iptables -I INPUT -p tcp --dport 2379:2380 -j ACCEPT`,
    sources: [],
  },
  {
    number: 58,
    check: sh`
      systemctl status overlay-lab-etcd --no-pager
      curl -s http://127.0.0.1:2379/health
    `,
    remedy: sh`systemctl start overlay-lab-etcd`,
    sources: [],
  },
];
