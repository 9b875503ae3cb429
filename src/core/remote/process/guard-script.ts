import { quote } from '../../machine/quote.ts';

/**
 * Environment variable that marks every program started through a connection, with the connection's random name,
 * the program's number and the session id it began in: `name.number.session.`
 */
export const marker = 'OVERLAY_LAB_RUN';

/**
 * Runs on the node as root for as long as the connection lives. sshd without a terminal only closes pipes when a
 * connection ends, so a program that neither reads nor writes would run on for ever; and its SSH signal request does
 * not reach programs behind sudo. The guard does both: on `ID SIGNAL MARK` it signals every process of the sessions
 * in which the mark is found and answers `ID COUNT`; when its input ends, or is silent for 30 s (a half-open
 * connection sends no end), it ends what still runs through the connection, with TERM, then KILL.
 *
 * Before it says that it is ready it waits for what connections that are gone left behind, so that nothing of theirs ends
 * in the middle of a new one's work: while their own guard is at it, for that guard; where that is gone too, it ends
 * their programs itself. A guard's input tells: a pipe while its connection lives, and what belongs to that is nobody
 * else's; /dev/null while it ends what is left. In the ordinary case this is one look through /proc.
 *
 * With its ready it says whether a dockerd runs: whoever must not start one by its socket has to know before it opens that.
 *
 * At the end of a connection only processes that are still in the session in which their program began are meant:
 * what made itself a daemon on purpose stays. A signal by mark means all of them.
 *
 * $1 is the connection's name.
 */
export const guardScript = `
exec 2>/dev/null
trap "" PIPE HUP
conn=$1
stat_of() { IFS= read -r l <"$1/stat" && l=\${l##*) }; }
carriers() { grep -lsF "${marker}=$1" /proc/[0-9]*/environ; }
in_sessions() {
  [ "$1" = " " ] && return
  for d in /proc/[0-9]*; do
    stat_of "$d" || continue
    set -- "$1" $l
    case "$1" in *" $5 "*) [ "$2" = Z ] || echo "\${d#/proc/}";; esac
  done
}
marked() {
  s=" "
  for e in $(carriers "$1"); do stat_of "\${e%/environ}" && set -- "$1" $l && s="$s$5 "; done
  in_sessions "$s"
}
remaining() {
  s=" "
  for e in $(carriers "$conn."); do
    stat_of "\${e%/environ}" && set -- $l && grep -qsE "${marker}=$conn[.][0-9]+[.]$4[.]" "$e" && s="$s$4 "
  done
  in_sessions "$s"
}
guard_of() {
  does=gone
  for d in $(grep -lsaF "$1" /proc/[0-9]*/cmdline); do
    d=\${d%/cmdline}
    tr "\\0" "\\n" <"$d/cmdline" | grep -qxF "$1" && read -r name <"$d/comm" && [ "$name" = sh ] || continue
    case "$(readlink "$d/fd/0")" in pipe:*|socket:*) does=lives; break;; /dev/null) does=ends;; esac
  done
  echo $does
}
left() {
  for e in $(grep -lsF "${marker}=" /proc/[0-9]*/environ); do
    c=$(tr "\\0" "\\n" <"$e" | sed -n "s/^${marker}=\\([0-9a-f]*\\)[.].*/\\1/p")
    case " $conn $well " in *" $c "*) continue;; esac
    does=$(guard_of "$c")
    if [ $does = lives ]; then well="$well $c"; continue; fi
    stat_of "\${e%/environ}" && set -- $l && grep -qsE "${marker}=$c[.][0-9]+[.]$4[.]" "$e" && echo "$c $does" && return
  done
}
now() { IFS=" ." read -r t _ </proc/uptime; }
settle() {
  now; begun=$t; well=
  while [ $((t-begun)) -lt 15 ]; do
    set -- $(left)
    case $2 in
      ends) sleep 0.1;;
      gone) ( conn=$1; sweep ); well="$well $1";;
      *) return;;
    esac
    now
  done
}
sweep() {
  exec </dev/null
  now; from=$t; i=0; clear=0; sig=TERM
  while [ $((t-from)) -lt 12 ] && [ $clear -lt 2 ]; do
    [ $((t-from)) -lt 3 ] || sig=KILL
    p=$(remaining)
    if [ -z "$p" ]; then clear=$((clear+1)); else clear=0; case $i-$sig in 0-*|*-KILL) kill -s $sig $p;; esac; fi
    i=$((i+1)); sleep 0.1; now
  done
}
watch() {
  ( sleep 30 & z=$!; trap "kill $z; exit" TERM; wait $z; kill -s KILL $$; sweep ) <&- >/dev/null 2>&1 &
  w=$!
}
settle
engine=none
for d in /proc/[0-9]*; do read -r name <"$d/comm" && [ "$name" = dockerd ] && engine=dockerd && break; done
echo "ready $$ $engine $SHELL"
watch
while IFS=" " read -r id sig tag; do
  if [ -z "$sig" ]; then
    kill $w; watch; echo "$id 0"; continue
  fi
  [ "$sig" = QUIT ] && break
  n=0
  for p in $(marked "$tag"); do kill -s "$sig" "$p" && n=$((n+1)); done
  echo "$id $n"
done
kill $w
[ "$sig" = QUIT ] && [ -z "$(remaining)" ] || sweep
`;

/**
 * Says that it is root by now, skips what sudo did not want (it may remember the password), then takes the guard by
 * stdin: so a person who looks at `ps` meets a short line.
 */
export const guardStarter =
  'echo "$1"; echo "$1" >&2; while IFS= read -r l; do [ "$l" = "$1" ] && break; done; eval "$(head -c "$2")"';

/** What the starter reads. */
export const guardInput = (connection: string): string => `${connection}\n${guardScript}`;

/**
 * The same with the guard in the command itself, in the arguments behind $2: input reaches a session only when sshd has said how
 * much it takes, which is a round trip more. It starts itself again with a short line, $2, and the guard in its environment.
 */
export const guardInline =
  'echo "$1"; echo "$1" >&2; c=$1 i=$2; shift 2; OVERLAY_LAB_GUARD=$(printf %s "$@"); export OVERLAY_LAB_GUARD; exec /bin/sh -c "$i" sh "$c" overlay-lab';

export const guardInlineArgs = (connection: string): string[] => [
  connection,
  'g=$OVERLAY_LAB_GUARD; unset OVERLAY_LAB_GUARD; eval "$(printf %s "$g" | base64 -d)"',
  ...inPieces(guardScript),
];

/**
 * Starts one program: checks that the guard is there (else the connection has ended and nothing may begin any more),
 * sets the mark, says on both outputs that from here on the program speaks, and becomes the program.
 * $1 guard's pid, $2 the program's mark, $3 'input' when a line with the mark stands on stdin before all else (sudo may
 * or may not have taken the password from there). The program's words are in the arguments behind these, in letters and digits
 * (`wordsInCommand`) or, where $3 says how many bytes they are, as they are (`plainWords`); where there are none, in a line of
 * stdin (`wordsLine`). Then comes its own input. LC_ALL: outputs are parsed. No single quotes, backslashes and exclamation marks in here: it travels through the
 * login shell.
 */
export const wrapScript = [
  'if [ "$3" = input ]; then while IFS= read -r l; do [ "$l" = "$2" ] && break; done; fi',
  'read -r _ _ _ _ _ s _ </proc/self/stat',
  'kill -0 "$1" 2>/dev/null || exit 255',
  `export ${marker}="$2.$s." LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"`,
  'm=$2 how=$3; shift 3; words="$*"',
  `case $how in [0-9]*) [ "\${#words}" = "$how" ] || { echo "the login shell is not the one that SHELL names" >&2; exit 254; }`,
  'cd /; echo "$m"; echo "$m" >&2; exec "$@"; esac',
  'if [ $# -gt 0 ]; then words=$(printf %s "$@" | base64 -d); else IFS= read -r words && words=$(printf %b "$words"); fi',
  '[ -n "$words" ] || exit 255',
  'cd /; echo "$m"; echo "$m" >&2; eval "exec $words"',
].join('; ');

/** The words of a program as one line for `wrapScript`: quoted for sh, and without line ends. */
export const wordsLine = (argv: readonly string[]): string =>
  `${quote(argv).replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n`;

/** Some shells take no longer words. */
const pieceLength = 1000;

/** In letters and digits, which mean the same to each login shell. */
function inPieces(text: string): string[] {
  const code = Buffer.from(text).toString('base64');
  return code.match(new RegExp(`.{1,${pieceLength}}`, 'g')) ?? [];
}

/** Login shells to which everything between single quotes is as it stands. */
const plainShells = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh']);

/**
 * The words as they are, and how many bytes they are, for a login shell that takes them so: what stands in letters and digits
 * costs the node three processes more for each program. Undefined elsewhere.
 */
export function plainWords(argv: readonly string[], loginShell: string): [bytes: string, ...string[]] | undefined {
  const name = loginShell.slice(loginShell.lastIndexOf('/') + 1);
  if (!plainShells.has(name) || Buffer.byteLength(quote(argv)) > mostInCommand) return undefined;
  return [String(Buffer.byteLength(argv.join(' '))), ...argv];
}

/** The same as arguments of `wrapScript`; undefined where they are too long for a command. */
export function wordsInCommand(argv: readonly string[]): string[] | undefined {
  const line = quote(argv);
  return Buffer.byteLength(line) > mostInCommand ? undefined : inPieces(line);
}

/** sshd hands the whole command to the login shell as one argument, of which Linux takes 128 KB. */
const mostInCommand = 64 * 1024;
