/**
 * The writer of one lab's ledger on one node, a root shell that lives as long as the run. It alone makes the lab's
 * state directory, holds the lease, and appends; each append is on the disk before it answers.
 *
 * $1 state directory, $2 holder for people, $3 `take` to take a held lease over. First line: `ok EPOCH SUM`, the
 * SHA-256 of the ledger as it stands (absent where there is none), or
 * `held EPOCH AGE HOLDER`. Then a line for each request (records in `put` stand apart by tabs, which JSON never has): `ok`, `stale` (someone else took the lease), or `error …`.
 *
 * The lease: `EPOCH PID START HOLDER`; it is held while that process lives and has beaten in the last $4 seconds.
 * START guards against a process number used again.
 */
export const scribeScript = `
umask 077
dir=$1 holder=$2 mode=$3 lapse=$4
mkdir -p "$dir" && cd "$dir" || { echo "error cannot make $dir"; exit 1; }
started() { [ -r "/proc/$1/stat" ] && sed 's/.*) //' "/proc/$1/stat" | cut -d' ' -f20; }
exec 9>>lock && flock 9 || { echo "error cannot lock $dir"; exit 1; }
epoch=0
if read -r epoch pid start who 2>/dev/null <lease; then
  age=$(( $(date +%s) - $(stat -c %Y lease) ))
  if [ "$mode" != take ] && [ "$age" -lt "$lapse" ] && [ -n "$start" ] && [ "$(started "$pid")" = "$start" ]; then
    echo "held $epoch $age $who"; exit 0
  fi
fi
case $epoch in '' | *[!0-9]* | 0?*) epoch=0 ;; esac
epoch=$((epoch + 1)) mine="$epoch $$ $(started $$)"
echo "$mine $holder" >lease.new && sync lease.new && mv lease.new lease && sync . || { echo "error cannot write $dir/lease"; exit 1; }
sum=$(sha256sum 2>/dev/null <ledger.jsonl | cut -c1-64)
flock -u 9
echo "ok $epoch $sum"
holds() { read -r e p s _ 2>/dev/null <lease && [ "$e $p $s" = "$mine" ]; }
while IFS= read -r request; do
  flock 9
  if ! holds; then flock -u 9; echo stale; continue; fi
  case $request in
    beat) touch lease && echo ok ;;
    "put "*) printf '%s\\n' "\${request#put }" | tr '\\t' '\\n' >>ledger.jsonl && sync ledger.jsonl && touch lease && echo ok ;;
    "baseline "*) printf '%s\\n' "\${request#baseline }" >baseline.new && sync baseline.new && mv baseline.new baseline.json && sync . && echo ok ;;
    "cut "*) head -n "\${request#cut }" ledger.jsonl >ledger.new && mv ledger.jsonl "ledger.damaged.$(date +%s)" && mv ledger.new ledger.jsonl && sync . && echo ok ;;
    release) rm -f lease && echo ok ;;
    forget) cd / && rm -rf -- "$dir" && echo ok ;;
    *) echo "error unknown request" ;;
  esac || echo "error cannot write in $dir: is the disk full or read-only?"
  flock -u 9
done
`;

/**
 * What stands on the node, without making or taking anything: `present` where the directory is there, then a line a file:
 * its name, its bytes in base64. `traces` where neither ledger nor baseline is there, though the lab's own unit is. $1
 * directory, $2 the unit's file, $3 lab.
 */
export const readStateScript = `
[ -e "$1/ledger.jsonl" ] || [ -e "$1/baseline.json" ] || { grep -qsF "for the lab \\"$3\\"" "$2" && echo traces; }
cd "$1" 2>/dev/null || exit 0
echo present
for file in ledger.jsonl baseline.json lease; do
  [ -f "$file" ] && printf '%s %s\\n' "$file" "$(base64 -w0 "$file")"
done
:
`;
