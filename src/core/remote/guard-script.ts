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
sweep() {
  i=0; clear=0; sig=TERM
  while [ $i -lt 100 ] && [ $clear -lt 2 ]; do
    [ $i -lt 30 ] || sig=KILL
    p=$(remaining)
    if [ -z "$p" ]; then clear=$((clear+1)); else clear=0; case $i-$sig in 0-*|*-KILL) kill -s $sig $p;; esac; fi
    i=$((i+1)); sleep 0.1
  done
}
watch() {
  ( sleep 30 & z=$!; trap "kill $z; exit" TERM; wait $z; sweep; kill -s KILL $$ ) </dev/null >/dev/null 2>&1 &
  w=$!
}
echo "ready $$"
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

/**
 * Starts one program: checks that the guard is there (else the connection has ended and nothing may begin any more),
 * sets the mark, says on both outputs that from here on the program speaks, and becomes the program.
 * $1 guard's pid, $2 the program's mark, $3 'input' when a line with the mark stands on stdin before the program's own
 * input (sudo may or may not have taken the password from there). LC_ALL: outputs are parsed. No single quotes and no
 * exclamation marks in here: it travels through the login shell.
 */
export const wrapScript = [
  'if [ "$3" = input ]; then while IFS= read -r l; do [ "$l" = "$2" ] && break; done; fi',
  'read -r _ _ _ _ _ s _ </proc/self/stat',
  'kill -0 "$1" 2>/dev/null || exit 255',
  `export ${marker}="$2.$s." LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"`,
  'cd /; echo "$2"; echo "$2" >&2; shift 3; exec "$@"',
].join('; ');
