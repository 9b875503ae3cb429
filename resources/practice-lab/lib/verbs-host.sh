# shellcheck shell=bash
# Verbs about the host: requirements, install, list, purge.

verb_requirements() {
  no_more_arguments "$@"
  local reasons=() missing=() package reason
  is_linux || reasons+=("not-linux|This is $(uname -s); the practice lab needs Linux.")
  [[ $(id -u) -eq 0 ]] || reasons+=("not-root|Root is needed: run it through sudo.")
  while IFS='|' read -r package reason; do
    missing+=("$package")
    reasons+=("packages-missing|$package: $reason")
  done < <(missing_packages)
  (($(free_disk_kb) >= DISK_FOR_BASE_KB)) || reasons+=("disk|3 GB are needed under $STATE; $(($(free_disk_kb) / 1024)) MB are free.")
  (($(free_memory_kb) >= 2 * MEMORY_PER_NODE_KB)) || reasons+=("memory|Two nodes need about 600 MB; $(($(free_memory_kb) / 1024)) MB are free.")
  say_requirements
  result "\"ok\":$([[ ${#reasons[@]} -eq 0 ]] && echo true || echo false),\"missing\":$(json_strings "${missing[@]}"),\"reasons\":[$(reasons_json "${reasons[@]}")],\"memory\":{\"freeMb\":$(($(free_memory_kb) / 1024)),\"perNodeMb\":$((MEMORY_PER_NODE_KB / 1024))},\"disk\":{\"freeMb\":$(($(free_disk_kb) / 1024)),\"perNodeMb\":$((DISK_PER_NODE_KB / 1024))}"
}

reasons_json() {
  local item separator=''
  for item in "$@"; do
    printf '%s{"code":"%s","message":%s}' "$separator" "${item%%|*}" "$(json_string "${item#*|}")"
    separator=,
  done
}

# Reads the caller's 'reasons'.
say_requirements() {
  local item
  [[ ${#reasons[@]} -gt 0 ]] || say "This machine has all that the practice lab needs."
  for item in "${reasons[@]}"; do say "- ${item#*|}"; done
  [[ ${#missing[@]} -eq 0 ]] || say "'practice-lab install' installs: ${missing[*]}"
}

verb_install() {
  no_more_arguments "$@"
  require_linux_and_root
  local missing
  mapfile -t missing < <(missing_packages | cut -d'|' -f1)
  if ((${#missing[@]})); then
    command -v apt-get >/dev/null 2>&1 || fail packages-missing "This host has no apt-get." "Install by hand: ${missing[*]}"
    install_packages "${missing[@]}"
  fi
  require_packages
  say "Installed: ${missing[*]:-nothing was missing}"
  result "\"installed\":$(json_strings "${missing[@]}")"
}

# Without recommends: they would bring a second init or a resolver, and the host's own must stay as it is.
install_packages() {
  local log
  log=$(mktemp)
  at_exit "rm -f '$log'"
  progress install 5 "Updating the list of packages"
  timeout 300 apt-get -o DPkg::Lock::Timeout=120 update >"$log" 2>&1 || true
  progress install 30 "Installing $*"
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends --no-remove "$@" </dev/null >>"$log" 2>&1 ||
    fail mirror-unreachable "apt-get could not install $*: $(grep -E '^(E:|Err)' "$log" | tail -n 2 | tr '\n' ' ')" \
      "Check the network and the host's apt sources, or install them by hand." "the host's packages as apt left them"
  progress install 100 "Installed $*"
}

verb_list() {
  no_more_arguments "$@"
  require_linux_and_root
  local lab labs='' separator='' count=0
  for lab in $(all_labs); do
    read_lab "$lab" || recover_lab "$lab"
    count=$((count + 1))
    if [[ $JSON == yes ]]; then
      labs+="$separator{$(lab_json "$lab")}"
      separator=,
    else
      lab_text "$lab"
    fi
  done
  ((count)) || say "There is no lab. 'practice-lab up NAME' makes one."
  result "\"labs\":[$labs]"
}

verb_purge() {
  no_more_arguments "$@"
  require_linux_and_root
  local lab done=0
  make_private_dirs
  for lab in $(all_traces); do
    lock_lab "$lab"
    progress down $((done++)) "Removing the lab $lab"
    remove_lab "$lab"
  done
  with_lock base-bookworm 30 sweep_base bookworm
  with_lock base-trixie 30 sweep_base trixie
  delete_tree "$STATE/trash"
  rm -f "$STATE/base/last-failed-build.log"
  rmdir "$STATE/base" "$STATE/labs" 2>/dev/null || true
  drop_root "$STATE"
  find "$RUN/locks" -maxdepth 1 -type f -delete
  rmdir "$RUN/labs" "$RUN/locks" 2>/dev/null || true
  drop_root "$RUN"
  purge_former_root
  say "All labs and bases are gone."
  result '"purged":true'
}

# Labs, and what is left of labs whose state is lost. A network tells nobody whose it is: only those of labs at the usual
# place are looked for, and never one that a lab kept elsewhere uses.
all_traces() {
  local path lab
  {
    all_labs
    for path in "$RUN"/labs/*/; do [[ ! -d $path ]] || basename "$path"; done
    [[ -n ${OVERLAY_LAB_STATE:-}${OVERLAY_LAB_RUN:-} ]] || for path in /run/netns/overlay-lab-*; do
      path=${path##*/overlay-lab-}
      [[ ! $path =~ -(switch|node[0-9]+)$ ]] || printf '%s\n' "${path%-*}"
    done
  } | grep -xE '[a-z][a-z0-9-]{0,30}' | sort -u | while IFS= read -r lab; do
    runs_elsewhere "$lab" >/dev/null || printf '%s\n' "$lab"
  done
}

sweep_base() {
  local dir
  sweep_half_built "$1"
  for dir in "$STATE/base/$1"-*; do delete_tree "$dir"; done
}
