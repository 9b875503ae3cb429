# shellcheck shell=bash
# The command line: options may stand anywhere before '--'.

ARGUMENTS=()
take_json_option() {
  local only_rest=no argument
  ARGUMENTS=()
  for argument in "$@"; do
    if [[ $only_rest == no && $argument == --json ]]; then
      JSON=yes
      continue
    fi
    [[ $argument != -- ]] || only_rest=yes
    ARGUMENTS+=("$argument")
  done
}

check_lab_name() {
  [[ -n ${1:-} ]] || fail bad-usage "The name of the lab is missing." "For example: practice-lab up class-a"
  [[ $1 =~ ^[a-z][a-z0-9-]{0,30}$ && $1 != *- ]] ||
    fail bad-name "'$1' is no name for a lab." "Use a-z, 0-9 and '-', begin with a letter, end with none of '-', 31 characters at most."
}

check_known_lab() {
  check_lab_name "${1:-}"
  [[ -d $(lab_dir "$1") ]] || fail unknown-lab "There is no lab '$1'." "'practice-lab list' shows those that exist."
}

check_known_node() {
  [[ $2 =~ ^node[1-9][0-9]?$ && -d $(node_dir "$1" "$2") ]] ||
    fail unknown-lab "Lab '$1' has no node '$2'." "'practice-lab list' shows its nodes."
}

no_more_arguments() {
  [[ $# -eq 0 ]] || fail bad-usage "'$1' is not expected here." "Run 'practice-lab help' to see the verbs."
}

UP_NAME='' UP_NODES='' UP_SUITE='' UP_ACCESS=''
parse_up_arguments() {
  while (($#)); do
    case $1 in
      --nodes | --suite | --access-dir)
        (($# > 1)) || fail bad-usage "$1 needs a value."
        set_up_option "$1" "$2"
        shift
        ;;
      --nodes=* | --suite=* | --access-dir=*) set_up_option "${1%%=*}" "${1#*=}" ;;
      -*) fail bad-usage "There is no option '$1'." "up NAME [--nodes N] [--suite bookworm|trixie] [--access-dir DIR]" ;;
      *)
        [[ -z $UP_NAME ]] || no_more_arguments "$1"
        check_lab_name "$1"
        UP_NAME=$1
        ;;
    esac
    shift
  done
  check_lab_name "$UP_NAME"
}

set_up_option() {
  case $1 in
    --nodes)
      [[ $2 =~ ^[1-9][0-9]?$ && $2 -le $MAX_NODES ]] || fail bad-usage "--nodes takes 1 to $MAX_NODES, not '$2'."
      UP_NODES=$2
      ;;
    --suite)
      [[ $2 == bookworm || $2 == trixie ]] || fail bad-usage "--suite takes bookworm or trixie, not '$2'."
      UP_SUITE=$2
      ;;
    --access-dir)
      [[ -n $2 && $2 != *[[:cntrl:]\"]* ]] || fail bad-usage "--access-dir needs a directory, without quotes or control characters in its name."
      UP_ACCESS=$(realpath -m -- "$2")
      ;;
  esac
}

print_usage() {
  cat <<'TEXT'
practice-lab VERB … [--json]

  requirements                 what this machine lacks (changes nothing)
  install                      installs the missing Debian packages
  up NAME [--nodes N] [--suite bookworm|trixie] [--access-dir DIR]
                               builds, starts, heals or enlarges a lab
  stop NAME | start NAME       shuts the nodes down, starts them again
  reset NAME [NODE…]           makes nodes pristine: same address, same host keys
  shell NAME NODE              a root shell in a node
  exec NAME NODE -- CMD…       runs a command in a node
  list                         all labs and what really runs
  down NAME                    removes the lab and all it made
  purge                        removes all labs and everything built
TEXT
}
