import { LabError } from '../../shared/errors.ts';
import { nothing, operation } from './operation.ts';
import { etcdDirectories, etcdFiles } from './own-directory.ts';
import type { ExecResult, Program } from './port.ts';

/** How long a daemon may take to end by itself: an engine stops its containers first. */
const endSeconds = 25;

/** Throws `refused` where etcd's data in a directory cannot go, or its member cannot be ended, without losing others' keys. */
const storeScript = `
real() { [ ! -L "$1" ] && [ -d "$1" ] && [ "$(cd -P -- "$1" && pwd -P)" = "$1" ] || { echo "$1 is a link, or no directory"; exit 45; }; }
only_v2() {
  [ -f "$1/member/snap/db" ] || return 0
  tool=$(command -v etcdutl || command -v etcdctl) || { echo "there is no etcdctl here to say whether $1 holds keys of the v3 API"; exit 45; }
  copy=$(mktemp -p /run) && cp -- "$1/member/snap/db" "$copy"
  said=$(ETCDCTL_API=3 timeout 20 "$tool" snapshot status "$copy" -w json 2>&1); rm -f -- "$copy"
  case $said in *'"revision":0,'*) ;; *'"revision":'*) echo "$1 also holds keys of the v3 API, which Docker never writes"; exit 45 ;; *) echo "whether $1 holds keys of the v3 API is unknown: $(printf %s "$said" | tail -n1 | head -c 200)"; exit 45 ;; esac
}
`;

/** Of a process: $1 its pid, $2 when it started, $3 seconds that it may take to end. */
export const endingScript = `
same() { [ "$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20)" = "$2" ]; }
end_process() {
  same "$1" "$2" || return 0
  kill -TERM "$1"; kill -CONT "$1"
  end=$(( $(date +%s) + $3 ))
  while same "$1" "$2"; do
    case $(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null) in Z*) break ;; esac
    [ "$(date +%s)" -lt "$end" ] || { kill -KILL "$1"; sleep 0.2; break; }
    sleep 0.05
  done
}
`;

/** $1 pid, $2 when it started, $3 seconds, $4 etcd's data or nothing. */
const endScript = `${storeScript}${endingScript}
same "$1" "$2" || exit 0
[ -z "$4" ] || { real "$4"; only_v2 "$4"; }
end_process "$1" "$2" "$3"
:`;

interface Ending {
  pid: number;
  started: string;
  /** etcd's, which must hold nothing but what the engines wrote. */
  data?: string;
}

/** Ends one process, named by its pid and its start; nothing where it has ended. */
export const processEnd = operation<Ending>({
  name: 'typed.end-process',
  program: ({ pid, started, data = '' }) => refusing(endScript, [String(pid), started, String(endSeconds), data]),
  read: refusedOrNot,
});

/** Of a unit: $1 its name, $2 its file. A transient unit goes by itself. */
export const unitRemovingScript = `
remove_unit() {
  systemctl stop -- "$1"
  case $2 in /etc/*) systemctl --no-reload disable -q -- "$1" 2>/dev/null; rm -f -- "$2" ;; esac
  systemctl reset-failed -- "$1" 2>/dev/null
  systemctl daemon-reload
}
`;

/** $1 unit, $2 its file, $3 etcd's data or nothing. */
const unitScript = `${storeScript}${unitRemovingScript}
[ -z "$3" ] || { real "$3"; only_v2 "$3"; }
remove_unit "$1" "$2"`;

/** Stops a unit that somebody wrote or started for a daemon of the lesson, and removes its file. */
export const unitRemove = operation<{ unit: string; path: string; data?: string }>({
  name: 'typed.remove-unit',
  program: ({ unit, path, data = '' }) => refusing(unitScript, [unit, path, data]),
  read: refusedOrNot,
});

/**
 * $1 a directory of etcd's data. What etcd did not make stays, and with it the directory. Its log goes last: who is cut off in
 * the middle leaves a directory that is still found, and known, by that.
 */
const dataScript = `${storeScript}
[ -e "$1" ] || { echo gone; exit 0; }
real "$1"; only_v2 "$1"
for process in /proc/[0-9]*; do
  case $(readlink "$process"/fd/* 2>/dev/null) in *"$1/member/"*) echo "process \${process#/proc/} has it open"; exit 45 ;; esac
done
cd -P -- "$1" || exit 45
find . -xdev -mindepth 1 -regextype posix-extended -type f -regex '\\./(${etcdFiles})' ! -path './member/wal/*' -delete
find . -xdev -mindepth 1 -depth -regextype posix-extended \\( -type f -regex '\\./(${etcdFiles})' -o -type d -empty -regex '\\./(${etcdDirectories})' \\) -delete
left=$(find . -xdev -mindepth 1 | head -n 3 | tr '\\n' ' ')
[ -z "$left" ] || { echo "etcd did not make \${left% } in it"; exit 45; }
cd / && rmdir -- "$1"`;

/** False where nothing was there. */
export const etcdDataRemove = operation<{ path: string }, boolean>({
  name: 'typed.remove-etcd-data',
  program: ({ path }) => refusing(dataScript, [path]),
  read(answer, asked) {
    refusedOrNot(answer, asked);
    return answer.stdout.trim() !== 'gone';
  },
});

/** The engine of the system, as a node has it that boots; whoever ran one by hand has its socket's file removed. */
const startScript = `systemctl daemon-reload
systemctl reset-failed docker.service docker.socket 2>/dev/null
systemctl is-active -q docker.service || { systemctl stop docker.socket 2>/dev/null; systemctl start docker.socket 2>/dev/null; systemctl start docker.service; }`;

export const engineStart = operation({
  name: 'typed.start-engine',
  program: () => ({ script: startScript, timeout: 120_000 }),
  read: nothing,
});

export const routeRemove = operation<{ route: string }>({
  name: 'typed.remove-route',
  program: ({ route }) => ({ argv: ['ip', 'route', 'delete', ...route.split(/\s+/).filter(Boolean)] }),
  read: nothing,
});

export function refusing(script: string, words: readonly string[]): Program {
  return { script, words, expect: [0, 45], timeout: 120_000 };
}

export function refusedOrNot({ status, stdout }: ExecResult, { node }: { node: string }): void {
  if (status === 45) throw new LabError('refused', stdout.trim(), { node });
}
