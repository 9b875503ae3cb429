import { ownDirectoryScript } from '../machine/own-directory.ts';

/**
 * The writer of one lab's ledger on one node, a root shell that lives as long as the run. It alone makes the lab's
 * state directory, holds the lease, and appends; each append is on the disk before it answers.
 *
 * $1 state directory, $2 holder for people, $3 `take` to take a held lease over. First line: `ok LEASE SUM`, its first three words and the
 * SHA-256 of the ledger as it stands (absent where there is none), or
 * `held EPOCH AGE HOLDER`, or `refused WHY` where the directory is not the lab's own. Then a line for each request (records in `put` stand apart by tabs, which JSON never has): `ok`, `stale` (someone else took the lease), or `error …`; `forget`
 * answers `ok NAMES` and removes nothing where something that the lab did not make is there too. `typed` keeps the note of a reset of what was typed,
 * and `untyped` removes it. `stage` puts bytes, as base64, into the file `staged`, for the program of a change whose words everybody on the node could read.
 *
 * The lease: `EPOCH PID START HOLDER`; it is held while that process lives and has beaten in the last $4 seconds.
 * START guards against a process number used again. At the end of its input, and told to end (TERM), the writer gives it
 * back by itself: an app that left without a word holds nothing.
 */
export const scribeScript = `${ownDirectoryScript}
umask 077
dir=$1 holder=$2 mode=$3 lapse=$4
make "$dir" || { case $why in cannot*) echo "error $why" ;; *) echo "refused $why" ;; esac; exit 1; }
started() { { read -r stat <"/proc/$1/stat" && set -- \${stat##*) } && echo "\${20}"; } 2>/dev/null; }
exec 9>>lock && flock 9 || { echo "error cannot lock $dir"; exit 1; }
epoch=0
if [ "$(stat -c %s lease 2>/dev/null || echo 9999)" -le 1000 ] && read -r epoch pid start who <lease; then
  age=$(( $(date +%s) - $(stat -c %Y lease) ))
  if [ "$mode" != take ] && [ "$age" -lt "$lapse" ] && [ -n "$start" ] && [ "$(started "$pid")" = "$start" ]; then
    echo "held $epoch $age $who"; exit 0
  fi
fi
case $epoch in '' | *[!0-9]* | 0?*) epoch=0 ;; esac
epoch=$((epoch + 1)) mine="$epoch $$ $(started $$)"
holds() { read -r e p s _ 2>/dev/null <lease && [ "$e $p $s" = "$mine" ]; }
# The lock may be held already, where it is told to end in the middle of a request.
free() { [ -z "$gone" ] || return; flock 9 2>/dev/null || { exec 9>>lock && flock 9; }; holds && rm -f lease; }
beat() { echo "$mine $holder" 1<>lease; }
# A file $1.json with the text $2: on the disk, or as before.
whole() { printf '%s\\n' "$2" >"$1.new" && sync "$1.new" && mv "$1.new" "$1.json" && sync .; }
# A record a line; $1 has them apart by tabs.
lines() { IFS=$tab; set -- $1; unset IFS; for line; do printf '%s\\n' "$line" || return; done; }
gone=
trap "" PIPE
trap "free; exit 1" TERM
echo "$mine $holder" >lease.new && sync lease.new && mv lease.new lease && sync . || { echo "error cannot write $dir/lease"; exit 1; }
sum=$(sha256sum 2>/dev/null <ledger.jsonl | cut -c1-64)
exec 9>&-
echo "ok $mine $sum"
failed= tab=$(printf '\\t')
set -f
answer() {
  flock 9
  holds || { echo stale; return; }
  case $request in
    beat) beat && echo ok ;;
    # Requests may follow before the ones before them were answered: what comes behind one that failed is not written.
    "put "* | "baseline "* | "typed "* | "stage "*)
      [ -z "$failed" ] && case $request in
        "put "*) lines "\${request#put }" >>ledger.jsonl && sync ledger.jsonl && beat ;;
        "baseline "*) whole baseline "\${request#baseline }" ;;
        "typed "*) whole typed "\${request#typed }" ;;
        "stage "*) printf '%s\\n' "\${request#stage }" >staged.new && mv -f staged.new staged ;;
      esac && echo ok || { failed=yes; false; } ;;
    "cut "*) head -n "\${request#cut }" ledger.jsonl >ledger.new && mv ledger.jsonl "ledger.damaged.$(date +%s)" && mv ledger.new ledger.jsonl && sync . && echo ok ;;
    untyped) rm -f typed.json && echo ok ;;
    release) rm -f lease && echo ok ;;
    forget)
      left=$(strangers | head -n 5 | tr '\\n' ' ')
      if [ -n "$left" ]; then echo "ok $left"; else
        # The directory of all labs goes where no other lab is in it. The ledger first: without it nothing is outstanding, wherever this ends.
        { rm -f ledger.jsonl baseline.json typed.json && clear_own etcd-data && clear_own etcd-bin && clear_own image && clear_files && cd .. && rmdir -- "\${dir##*/}" && { rmdir -- "\${dir%/*}" || :; } && gone=yes && echo ok; } 2>/dev/null
      fi ;;
    *) echo "error unknown request" ;;
  esac || echo "error cannot write in $dir: is the disk full or read-only?"
}
# The lock is let go with its descriptor. A directory that has gone has none, and is nobody's any more.
while IFS= read -r request; do
  [ -z "$gone" ] && { answer; :; } 9>>lock || echo stale
done 2>/dev/null
free
`;

/**
 * What stands on the node, without making or taking anything: `present` where the directory is there, then a line a file:
 * its name, its bytes in base64, as far as they are read; `large NAME` where there are more. `traces` where neither ledger
 * nor baseline is there, though the lab's own unit is. `refused WHY` where what is there is not the lab's. $1 directory,
 * $2 the unit's file, $3 lab, $4 bytes of the ledger at most, $5 of the baseline, $6 the guard's file, $7 bytes of the note.
 */
export const readStateScript = `${ownDirectoryScript}
refused() { [ -z "$why" ] || { echo "refused $why"; exit 0; }; }
way_is_clear "$1" || refused
[ -d "$1" ] && { enter "$1" && echo present || refused; }
{ [ -d "$1" ] && { [ -e ledger.jsonl ] || [ -e baseline.json ]; }; } || { grep -qsF "for the lab \\"$3\\"" "$2" "$6" && echo traces; }
[ -d "$1" ] || exit 0
tell() {
  [ -f "$1" ] || return
  [ "$(stat -c %s "$1")" -le "$2" ] || echo "large $1"
  printf '%s %s\\n' "$1" "$(head -c "$2" "$1" | base64 -w0)"
}
tell ledger.jsonl "$4"
tell baseline.json "$5"
tell typed.json "$7"
:
`;
