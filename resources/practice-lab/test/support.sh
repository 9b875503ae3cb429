# shellcheck shell=bash
# check, skip, and the small questions that the tests ask.

OWN_PIDS=()

# check WORDS COMMAND…: passes when the command succeeds; what it printed is shown when it does not.
check() {
  local words=$1 output
  shift
  if output=$("$@" 2>&1); then
    PASSED=$((PASSED + 1))
    printf 'ok %s\n' "$words"
  else
    FAILED=$((FAILED + 1))
    printf 'not ok %s\n' "$words"
    printf '%s\n' "$output" | tail -n 8 | sed 's/^/    /'
  fi
}

skip() {
  SKIPPED=$((SKIPPED + 1))
  printf 'skipped %s: %s\n' "$1" "$2"
}

lab() { "$PROGRAM" ${AS_JSON:+"$AS_JSON"} "$@"; }
up() { "$PROGRAM" up "$LAB" --access-dir "$ACCESS" --json "$@"; }
# The state in which 'up' leaves the lab, or why it does not.
up_state() {
  local output state
  output=$(up 2>"$WORK/up.err")
  state=$(last_field "$output" state)
  if [[ $state == undefined || -z $state ]]; then tail -n 3 <<<"$output" && tail -n 3 "$WORK/up.err"; else printf '%s' "$state"; fi
}
on() { ssh -n -F "$ACCESS/ssh_config" -o ConnectTimeout=60 -o BatchMode=yes "$@"; }

equal() { [[ $1 == "$2" ]] || { printf 'expected: %s\n     got: %s\n' "$2" "$1" && return 1; }; }
differ() { [[ -n $1 && -n $2 && $1 != "$2" ]] || { printf 'should differ: %s, %s\n' "$1" "$2" && return 1; }; }
fails() { ! "$@"; }

# refused STATUS CODE COMMAND…: the exit status, and a last line that is an error with this code.
refused() {
  local status=$1 code=$2 output got=0
  shift 2
  output=$(AS_JSON=--json && "$@" 2>/dev/null) || got=$?
  equal "$got" "$status" && valid_json_lines "$output" && equal "$(last_field "$output" code)" "$code"
}

# A field of the last line, read with a real parser.
last_field() {
  tail -n 1 <<<"$1" | node -e '
    const it = JSON.parse(require("fs").readFileSync(0, "utf8"));
    console.log(process.argv[1].split(".").reduce((o, key) => o[key], it));' "$2"
}

valid_json_lines() {
  node -e 'require("fs").readFileSync(0, "utf8").trim().split("\n").map((line) => JSON.parse(line).type).join()' <<<"$1"
}

# Field 'state', 'port' or 'pid' of a node, or of the lab itself with an empty name, as 'list' says it.
listed() {
  lab list --json | node -e '
    const [lab, node, field] = process.argv.slice(1);
    const labs = JSON.parse(require("fs").readFileSync(0, "utf8").trim().split("\n").pop()).labs;
    const it = labs.find((l) => l.name === lab);
    console.log(it ? (node ? it.nodes.find((n) => n.name === node) : it)[field] : "none");' "$LAB" "$1" "$2"
}

# The process that systemd-nspawn itself is.
nspawn_pid() { grep -lszxF -e "--machine=overlay-lab-$LAB-$1" /proc/[0-9]*/cmdline | cut -d/ -f3 | while read -r pid; do
  [[ $(cat "/proc/$pid/comm" 2>/dev/null) != systemd-nspawn ]] || printf '%s\n' "$pid"
done | head -n 1; }

# soon COMMAND…: within 5 minutes, which only a failure or a machine under heavy load takes.
soon() {
  local deadline=$((SECONDS + 300))
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.2
  done
}

# in_background COMMAND…: ended by its pid when the tests end.
in_background() {
  "$@" </dev/null >/dev/null 2>&1 &
  OWN_PIDS+=($!)
}

end_own_processes() {
  local pid
  for pid in "${OWN_PIDS[@]}"; do kill "$pid" 2>/dev/null; done
}
