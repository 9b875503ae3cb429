import { type Fault, words } from './fault.ts';

const id = /^[0-9a-f]{64}$/;
/** What an engine that died with its node leaves: the end of a worker's link, which counts among those of the network. */
const end = `{"anonymous":false,"disableResolution":false,"ep_iface":{"addr":"$(echo "$6" | sed 's|[0-9]*/|250/|')","dstPrefix":"eth","mac":"02:42:0a:00:00:fa","routes":null,"srcName":"","v4PoolID":"GlobalDefault/$6","v6PoolID":""},"exposed_ports":[],"generic":{"com.docker.network.endpoint.exposedports":[],"com.docker.network.portmap":[]},"id":"$5","ingressPorts":null,"joinInfo":{"StaticRoutes":null,"disableGatewayService":false},"loadBalancer":false,"locator":"192.0.2.7","myAliases":["$3"],"name":"$3","sandbox":"$5","svcAliases":null,"svcID":"","svcName":"","virtualIP":"<nil>"}`;
const store = `
at="http://$2:2379/v2/keys/docker/network/v1.0"
ask() { curl -s --noproxy '*' -m 5 -f "$@"; }
count() {
  now=$(ask "$at/endpoint_count/$4" | sed -n 's/.*Count[^0-9]*\\([0-9]*\\).*/\\1/p')
  [ "$now" ] && ask -o /dev/null -X PUT --data-urlencode "value={\\"Count\\":$((now $5 1))}" "$at/endpoint_count/$4?prevExist=true"
}`;

/** What is in the cluster store, and of nobody. */
export const storeFaults = {
  'end-left': {
    words: [words.name, words.address, words.name, id, id, words.subnet],
    look: `command -v curl >/dev/null || exit 0
docker network inspect -f '{{.Id}}' "$1"
head -c32 /dev/urandom | od -An -tx1 | tr -d ' \\n'; echo
docker network inspect -f '{{(index .IPAM.Config 0).Subnet}}' "$1"`,
    make: `${store}
value=$(cat <<END
${end}
END
)
ask -o /dev/null -X PUT --data-urlencode "value=$value" "$at/endpoint/$4/$5?prevExist=false" && count "$1" "$2" "$3" "$4" +`,
    // A store that answers nobody any more goes with a reset; where it comes back, the diagnosis names what is left.
    heal: `${store}
for _ in 1 2 3 4 5 6 7 8 9 10; do
  code=$(curl -s --noproxy '*' -m 5 -o /dev/null -w '%{http_code}' "$at/endpoint/$4/$5")
  [ "$code" != 404 ] || exit 0
  [ "$code" != 200 ] || { ask -o /dev/null -X DELETE "$at/endpoint/$4/$5" && count "$1" "$2" "$3" "$4" - && exit 0; }
  systemctl is-active -q overlay-lab-etcd.service || exit 0
  sleep 1
done; :`,
  },
} satisfies Record<string, Fault>;
