# shellcheck shell=bash
# What the program says: text for people, or with --json one object a line, the last one 'result' or 'error'.

JSON=no
LAST_LINE_SAID=no

# Escapes to a JSON string with its quotes. Bytes that are not UTF-8 are dropped: logs of a node may hold any.
json_string() {
  local text=$1 out='' code char
  if [[ $text == *[!\ -~]* ]]; then
    text=$(printf '%s' "$text" | iconv -c -f UTF-8 -t UTF-8 2>/dev/null || true)
  fi
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  text=${text//$'\r'/\\r}
  if [[ $text == *[[:cntrl:]]* ]]; then
    local i
    for ((i = 0; i < ${#text}; i++)); do
      char=${text:i:1}
      if [[ $char == [[:cntrl:]] ]]; then
        printf -v code '\\u%04x' "'$char"
        out+=$code
      else
        out+=$char
      fi
    done
    text=$out
  fi
  printf '"%s"' "$text"
}

json_strings() {
  local separator='' item
  printf '['
  for item in "$@"; do
    printf '%s%s' "$separator" "$(json_string "$item")"
    separator=,
  done
  printf ']'
}

# progress STAGE PERCENT MESSAGE
progress() {
  if [[ $JSON == yes ]]; then
    printf '{"type":"progress","stage":"%s","percent":%d,"message":%s}\n' "$1" "$2" "$(json_string "$3")"
  else
    printf '[%3d%%] %s\n' "$2" "$3" >&2
  fi
}

# result MEMBERS: the members of the object, as JSON text. Text mode prints its own words instead.
result() {
  LAST_LINE_SAID=yes
  [[ $JSON == yes ]] || return 0
  printf '{"type":"result",%s}\n' "$1"
}

say() {
  [[ $JSON == yes ]] || printf '%s\n' "$*"
}

# fail CODE MESSAGE REMEDY [KEPT]. In a node's worker the words go to a file, for the parent to say once.
fail() {
  local code=$1 message=$2 remedy=${3:-} kept=${4:-nothing was changed}
  if [[ -n ${WORKER_ERROR:-} ]]; then
    printf '%s\0' "$code" "$message" "$remedy" "$kept" >"$WORKER_ERROR"
    exit 1
  fi
  LAST_LINE_SAID=yes
  if [[ $JSON == yes ]]; then
    printf '{"type":"error","code":"%s","message":%s,"remedy":%s,"kept":%s}\n' \
      "$code" "$(json_string "$message")" "$(json_string "$remedy")" "$(json_string "$kept")"
  else
    printf 'practice-lab: %s\n' "$message" >&2
    [[ -z $remedy ]] || printf '  What to do: %s\n' "$remedy" >&2
    printf '  Kept: %s\n' "$kept" >&2
  fi
  case $code in
    bad-usage | bad-name | unknown-lab) exit 2 ;;
    *) exit 1 ;;
  esac
}

# Says the failure of a worker, read from its file.
fail_as_worker_said() {
  local words=()
  mapfile -d '' -t words <"$1"
  fail "${words[@]}"
}

# Runs at exit: a reader of --json always gets a last line, even when a command failed that nobody expected to.
finish_output() {
  local status=$1
  [[ -z ${WORKER_ERROR:-} ]] || return 0
  stop_helpers
  cleanup_at_exit
  [[ $LAST_LINE_SAID == no && $status -ne 0 ]] || return 0
  case $status in
    130 | 143) fail_quietly interrupted "Stopped by a signal." "Run the same command again: it takes up what is there." ;;
    *) fail_quietly internal "A command of the practice lab itself failed (status $status)." \
      "Run it again; if that does not help, 'practice-lab down NAME' and 'up NAME' start afresh." ;;
  esac
}

fail_quietly() {
  (fail "$1" "$2" "$3" "what was made so far; 'up' continues from it and 'down' removes it") || true
}

# A command that is stopped takes its workers with it; what they left half-done, 'up' and 'down' understand.
stop_helpers() {
  local helpers
  helpers=$(jobs -pr)
  # shellcheck disable=SC2086
  [[ -z $helpers ]] || { kill -TERM $helpers 2>/dev/null && wait $helpers 2>/dev/null; } || true
}

CLEANUPS=()
at_exit() { CLEANUPS+=("$1"); }
cleanup_at_exit() {
  local command
  for command in ${CLEANUPS[@]+"${CLEANUPS[@]}"}; do eval "$command" || true; done
}
