# shellcheck shell=bash
# What makes a node itself: name, ids, keys. Ids and host keys are made once and kept beside the layers, so a reset
# gives back the very same machine.

ensure_identity() {
  local dir
  dir=$(node_dir "$1" "$2")
  mkdir -p "$dir"
  grep -qsxE '[0-9a-f]{32}' "$dir/machine-id" || tr -d '-' </proc/sys/kernel/random/uuid | write_file "$dir/machine-id" 0600
  ensure_key "$dir/ssh_host_ed25519_key" "root@$2"
}

# ensure_key FILE COMMENT: a key pair of which either half is damaged is recreated.
ensure_key() {
  if [[ ! -s $1 ]] || ! ssh-keygen -y -P '' -f "$1" >/dev/null 2>&1; then
    rm -f "$1" "$1.pub" "$1.new" "$1.new.pub"
    ssh-keygen -q -t ed25519 -N '' -C "$2" -f "$1.new"
    mv -f "$1.new.pub" "$1.pub"
    mv -f "$1.new" "$1"
  fi
  [[ -s $1.pub ]] || ssh-keygen -y -P '' -f "$1" >"$1.pub"
}

# Written through the mounted root before the first boot of a layer.
configure_root() {
  local dir layer root
  dir=$(node_dir "$1" "$2")
  layer=$(current_layer "$1" "$2")
  root=$(node_root "$1" "$2")
  [[ ! -f $layer/configured ]] || return 0
  printf '%s\n' "$2" >"$root/etc/hostname"
  cp "$dir/machine-id" "$root/etc/machine-id"
  chmod 0444 "$root/etc/machine-id"
  install -m 0600 "$dir/ssh_host_ed25519_key" "$root/etc/ssh/ssh_host_ed25519_key"
  install -m 0644 "$dir/ssh_host_ed25519_key.pub" "$root/etc/ssh/ssh_host_ed25519_key.pub"
  authorise_lab_key "$1" "$root"
  set_student_password "$1" "$root"
  write_hosts "$1" "$root"
  touch "$layer/configured"
}

authorise_lab_key() {
  local user home ids
  for user in root student operator; do
    ids=$(awk -F: -v user="$user" '$1 == user { print $3 ":" $4 " " $6 }' "$2/etc/passwd")
    home=${ids#* }
    install -d -m 0700 "$2$home/.ssh"
    install -m 0600 "$(lab_dir "$1")/key.pub" "$2$home/.ssh/authorized_keys"
    chown "${ids% *}" "$2$home/.ssh" "$2$home/.ssh/authorized_keys"
  done
}

# By stdin: arguments can be read by every user of the host.
set_student_password() {
  { printf 'student:' && cat "$(lab_dir "$1")/student-password"; } | chroot "$2" /usr/sbin/chpasswd
}

hosts_block() {
  local i
  printf '# practice lab: begin\n'
  for ((i = 1; i <= LAB_NODES; i++)); do
    printf '%s\tnode%d\n' "$(node_address "node$i")" "$i"
  done
  printf '# practice lab: end\n'
}

write_hosts() {
  { printf '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n' && hosts_block; } >"$2/etc/hosts"
}

# When a lab grew, every node learns the names of all. Only our block is replaced: what a student added stays. Done from
# inside: a link in place of the file must lead nowhere on the host.
refresh_hosts() {
  local leader
  leader=$(leader_pid "$1" "$2") || return 0
  # shellcheck disable=SC2016
  hosts_block | enter_node "$leader" sh -c '
    block=$(cat)
    marks="/^# practice lab: begin\$/,/^# practice lab: end\$/"
    [ "$(sed -n "${marks}p" /etc/hosts)" != "$block" ] || exit 0
    { sed "${marks}d" /etc/hosts; printf "%s\n" "$block"; } >/etc/hosts.new && mv /etc/hosts.new /etc/hosts'
}
