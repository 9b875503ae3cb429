# shellcheck shell=bash
# What the app and plain ssh need to reach the nodes, in a directory of the caller's own. Every write there is done as
# that person, so a link planted in the directory leads root nowhere.

ACCESS_FILES=(lab.yaml key key.pub known_hosts ssh_config student-password)

as_owner() {
  if [[ $LAB_UID -eq 0 ]]; then
    "$@"
  else
    setpriv --reuid="$LAB_UID" --regid="$LAB_GID" --clear-groups -- "$@"
  fi
}

# The lab's secrets are kept here as well, so a lost access directory is made again by 'up'.
ensure_lab_secrets() {
  ensure_key "$(lab_dir "$1")/key" "practice-lab-$1"
  local file
  file=$(lab_dir "$1")/student-password
  [[ -s $file ]] || head -c 64 /dev/urandom | base32 -w 0 | tr '[:upper:]' '[:lower:]' | cut -c 1-16 | write_file "$file" 0600
}

# write_access_file NAME MODE: text from stdin, written only when it differs.
write_access_file() {
  # shellcheck disable=SC2016
  as_owner sh -c '
    set -eu
    umask 077
    temp=$(mktemp "$1/.new.XXXXXX")
    cat >"$temp"
    if [ -f "$1/$2" ] && cmp -s "$temp" "$1/$2"; then rm -f "$temp"; chmod "$3" "$1/$2"; exit 0; fi
    chmod "$3" "$temp"
    mv -f "$temp" "$1/$2"' sh "$LAB_ACCESS" "$1" "$2"
}

write_access() {
  as_owner mkdir -p -m 0700 -- "$LAB_ACCESS" 2>/dev/null ||
    fail bad-usage "The directory $LAB_ACCESS cannot be written." "Give another one with --access-dir." "the lab as it was"
  write_access_file key 0600 <"$(lab_dir "$1")/key"
  write_access_file key.pub 0644 <"$(lab_dir "$1")/key.pub"
  write_access_file student-password 0600 <"$(lab_dir "$1")/student-password"
  known_hosts_text "$1" | write_access_file known_hosts 0644
  ssh_config_text "$1" | write_access_file ssh_config 0644
  write_lab_file "$1"
  note_access "$1"
}

# Which directories lab files were written to, for whoever must tell them from files that came from elsewhere: only root
# can have noted one, and everybody may read it.
note_access() {
  mkdir -p -m 0755 -- "$ACCESS_NOTES"
  realpath -- "$LAB_ACCESS" | write_file "$ACCESS_NOTES/$1" 0644
}

forget_access() {
  rm -f -- "$ACCESS_NOTES/$1"
  rmdir -- "$ACCESS_NOTES" 2>/dev/null || true
}

# A lab file that its owner changed stays, unless the nodes did change; then the old one is kept beside it.
write_lab_file() {
  local made
  made=$(lab_dir "$1")/lab.yaml
  lab_yaml_text "$1" | write_file "$made.new" 0600
  if cmp -s "$made.new" "$made" && as_owner test -s "$LAB_ACCESS/lab.yaml"; then
    rm -f "$made.new"
    return 0
  fi
  if as_owner test -s "$LAB_ACCESS/lab.yaml" && [[ -f $made ]] && ! as_owner cat "$LAB_ACCESS/lab.yaml" | cmp -s - "$made"; then
    as_owner cp -f "$LAB_ACCESS/lab.yaml" "$LAB_ACCESS/lab.yaml.before"
  fi
  write_access_file lab.yaml 0644 <"$made.new"
  mv -f "$made.new" "$made"
}

lab_yaml_text() {
  local i track=etcd
  # Its engine has no --cluster-store any more.
  [[ $LAB_SUITE != trixie ]] || track=swarm
  printf 'name: %s\ntrack: %s\nnetwork: {name: myapp}\nnodes:\n' "$1" "$track"
  for ((i = 1; i <= LAB_NODES; i++)); do
    printf '  - name: node%d\n    address: %s\n' "$i" "$(node_address "node$i")"
    printf '    ssh: {host: 127.0.0.1, port: %s, user: root, identityFile: ./key, knownHosts: ./known_hosts}\n' "$(node_port "$1" "node$i")"
  done
}

known_hosts_text() {
  local i
  for ((i = 1; i <= LAB_NODES; i++)); do
    printf '[127.0.0.1]:%s %s\n' "$(node_port "$1" "node$i")" "$(cut -d' ' -f1,2 "$(node_dir "$1" "node$i")/ssh_host_ed25519_key.pub")"
  done
}

ssh_config_text() {
  local i
  for ((i = 1; i <= LAB_NODES; i++)); do
    printf 'Host node%d\n  HostName 127.0.0.1\n  Port %s\n' "$i" "$(node_port "$1" "node$i")"
  done
  # A percent sign begins a token in these values.
  printf 'Host node*\n  User root\n  IdentityFile "%s/key"\n  IdentitiesOnly yes\n' "${LAB_ACCESS//%/%%}"
  printf '  UserKnownHostsFile "%s/known_hosts"\n  StrictHostKeyChecking yes\n' "${LAB_ACCESS//%/%%}"
}

# Only files that we wrote; the directory goes when nothing else is in it.
remove_access() {
  local file
  [[ $LAB_ACCESS == /* && -d $LAB_ACCESS ]] || return 0
  for file in "${ACCESS_FILES[@]}" lab.yaml.before; do
    as_owner rm -f -- "$LAB_ACCESS/$file" 2>/dev/null || true
  done
  as_owner find "$LAB_ACCESS" -maxdepth 1 -name '.new.??????' -delete 2>/dev/null || true
  as_owner rmdir -- "$LAB_ACCESS" 2>/dev/null || true
}
