# shellcheck shell=bash
# Processes are known again by pid, start time and boot, so that a pid that the kernel gave to someone else meanwhile
# is never taken for ours.

BOOT_ID=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null || true)

# Field 22 of stat, counted after the command's name, which may hold blanks and brackets. A zombie does not live.
# Sets STARTED; 'list' asks so often that a subshell for each answer would be felt.
start_time() {
  local stat fields
  { IFS= read -r -d '' stat || [[ -n $stat ]]; } 2>/dev/null <"/proc/$1/stat" || return 1
  read -r -a fields <<<"${stat##*) }"
  [[ ${fields[0]} != Z && ${fields[0]} != X ]] || return 1
  STARTED=${fields[19]}
}

# record_process FILE PID
record_process() {
  local STARTED
  [[ $2 =~ ^[1-9][0-9]*$ ]] && start_time "$2" || return 1
  printf '%s %s %s\n' "$2" "$STARTED" "$BOOT_ID" | write_file "$1" 0600
}

# recorded_pid FILE: prints the pid when that very process still lives.
recorded_pid() {
  local pid started boot STARTED
  { read -r pid started boot <"$1"; } 2>/dev/null || return 1
  [[ $pid =~ ^[1-9][0-9]*$ && -n $started && $boot == "$BOOT_ID" ]] || return 1
  start_time "$pid" && [[ $STARTED == "$started" ]] || return 1
  printf '%s' "$pid"
}

process_gone() { ! recorded_pid "$1" >/dev/null; }

kill_recorded() {
  local pid
  pid=$(recorded_pid "$1") || return 0
  kill -KILL "$pid" 2>/dev/null || true
  wait_until 100 process_gone "$1" || true
}

# A worker holds the lab's lock, too: once the program that started it was killed, it must not go on waiting.
start_time $$ || true
PROGRAM_STARTED=${STARTED:-}
end_with_program() {
  local STARTED=''
  [[ $BASHPID == "$$" || -z $PROGRAM_STARTED ]] || { start_time $$ && [[ $STARTED == "$PROGRAM_STARTED" ]]; } || exit 1
}

# wait_until TENTHS COMMAND…: asks again until it is true or the time is over.
wait_until() {
  local left=$(($1 * 2))
  shift
  until "$@"; do
    end_with_program
    ((left-- > 0)) || return 1
    sleep 0.05
  done
}

# Processes that have this argument, whether or not a record of them was ever written.
pids_by_argument() { grep -lszxF -e "$1" /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3 || true; }
