import { type LinkSeen, linksIn } from '../diagnose/look/parse-parts.ts';
import { operation } from '../machine/operation.ts';

/** Links of a namespace, and who has which IPv4 address there. */
export interface Space {
  links: LinkSeen[];
  addresses: { link: string; address: string }[];
}

/** What stands on a node, as far as packets of a worker come by there. */
export interface Standing {
  /** The worker's process; 0 where it is not running. */
  pid: number;
  machine: Space;
  worker: Space;
  /** Of the engine's overlay, where there is one: the file of its namespace. */
  overlay?: Space & { file: string };
  tools: string[];
}

/** What is read of each part at most, in bytes. */
const mostOfPart = 200_000;

/** $1 the worker's container, $2 the first digits of the network's id. Parts are lines `NAME=BASE64`. */
export const followLook = operation<{ container: string; id: string }, Standing>({
  name: 'follow.look',
  program: ({ container, id }) => ({
    script: `
export LC_ALL=C
part() { printf '%s=%s\\n' "$1" "$(head -c ${mostOfPart} | base64 -w0)"; }
within() { space=$1; shift; nsenter --net="$space" "$@" 2>/dev/null; }
space() { within "$2" ip -d -j link show | part "$1links"; within "$2" ip -o -4 addr show | part "$1addresses"; }
space machine /proc/1/ns/net
pid=$(docker inspect -f '{{.State.Pid}}' "$1" 2>/dev/null)
[ "\${pid:-0}" -gt 0 ] && space worker "/proc/$pid/ns/net"
printf %s "\${pid:-0}" | part pid
for one in /var/run/docker/netns/*-"$2"; do
  [ -e "$one" ] || continue
  printf %s "$one" | part overlay
  space overlay "$one"
  break
done
for tool in tcpdump perl ping nsenter timeout gzip; do command -v $tool >/dev/null && echo $tool; done | part tools
`,
    words: [container, id],
    timeout: 15_000,
    expect: 'any',
    maxOutput: 12 * mostOfPart,
  }),
  read({ stdout }) {
    const parts = new Map(
      stdout.split('\n').map((line): [string, string] => {
        const at = line.indexOf('=');
        return [line.slice(0, at), Buffer.from(line.slice(at + 1), 'base64').toString('utf8')];
      }),
    );
    const space = (name: string): Space => ({
      links: linksIn(parts.get(`${name}links`) ?? ''),
      addresses: (parts.get(`${name}addresses`) ?? '').split('\n').flatMap((line) => {
        const [, link = '', address = ''] = /^\d+: (\S+)\s+inet (\d+(?:\.\d+){3})\//.exec(line) ?? [];
        return link ? [{ link, address }] : [];
      }),
    });
    const file = parts.get('overlay') ?? '';
    return {
      ...{ pid: Number(parts.get('pid')) || 0, machine: space('machine'), worker: space('worker') },
      ...(/^\/var\/run\/docker\/netns\/[0-9]+-[0-9a-z]+$/.test(file) && { overlay: { file, ...space('overlay') } }),
      tools: (parts.get('tools') ?? '').split('\n').filter(Boolean),
    };
  },
});
