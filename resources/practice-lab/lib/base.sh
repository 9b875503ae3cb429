# shellcheck shell=bash
# The base: one root file system a suite, built once, read-only below every node's own layer. It is built under
# another name and renamed when complete, so a half-built one is never used.

BASE_PACKAGES=systemd,systemd-sysv,dbus,openssh-server,docker.io,etcd-server,etcd-client,iproute2,iptables,iperf,iperf3
BASE_PACKAGES+=,iputils-ping,sudo,curl,ca-certificates,tcpdump,procps,kmod,busybox-static,less,nano,openvswitch-switch,bird2

base_packages() {
  # Debian 13 packs the docker client apart.
  [[ $1 == trixie ]] && printf '%s,docker-cli' "$BASE_PACKAGES" || printf '%s' "$BASE_PACKAGES"
}

# The key changes with everything that decides what the base holds.
base_key() {
  local hash
  hash=$({ base_packages "$1"; cat "$LAB_HOME/lib/base-customise"; } | sha256sum)
  printf '%s-%s' "$1" "${hash:0:12}"
}

base_ready() { [[ -n $1 && -d $STATE/base/$1/usr ]]; }

kept_bases() {
  local bases
  bases=$(find "$STATE/base" -mindepth 1 -maxdepth 1 -type d -name "[a-z]*-*" -printf "%f " 2>/dev/null) || true
  [[ -z $bases ]] && printf 'nothing was built yet, nothing was changed' || printf 'the base(s) already built: %s; labs are as they were' "${bases% }"
}

# ensure_base SUITE: sets LAB_BASE.
ensure_base() {
  local key
  key=$(base_key "$1")
  LAB_BASE=$key
  ! base_ready "$key" || return 0
  progress base 0 "The base for Debian $1 is not built yet; that is done once"
  with_lock "base-$1" 1800 build_base_unless_ready "$1" "$key"
}

build_base_unless_ready() {
  ! base_ready "$2" || return 0
  require_disk "$DISK_FOR_BASE_KB"
  sweep_half_built "$1"
  build_base "$1" "$2"
}

# Called with the lock held: whatever lies there is nobody's.
sweep_half_built() {
  local dir
  for dir in "$STATE/base/.building-$1"*; do delete_tree "$dir"; done
}

build_base() {
  local suite=$1 key=$2 work=$STATE/base/.building-$1
  mkdir -p "$work"
  at_exit "delete_tree '$work'"
  progress base 1 "Asking the package source for Debian $suite"
  choose_sources "$suite" "$work"
  apt_settings >"$work/apt.conf"
  run_mmdebstrap "$suite" "$work" || fail_base "$work" "$suite"
  mv -- "$work/root" "$STATE/base/$key"
  delete_tree "$work"
  rm -f "$STATE/base/last-failed-build.log"
  drop_old_bases "$suite" "$key"
  progress base 100 "The base for Debian $suite is built"
}

# Both run beside this shell, which waits, so a signal ends the work at once.
run_mmdebstrap() {
  local suite=$1 work=$2 builder watcher status=0
  : >"$work/log"
  boxed_mmdebstrap "$suite" "$work" >"$work/log" 2>&1 &
  builder=$!
  tail --pid="$builder" --sleep-interval=0.2 --lines=+1 --follow "$work/log" 2>/dev/null | base_progress &
  watcher=$!
  wait "$builder" || status=$?
  wait "$watcher" || true
  return "$status"
}

# In namespaces that die with this program, even by kill -9: neither a running build nor its mounts can be left over.
boxed_mmdebstrap() {
  close_inherited
  exec setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child --mount-proc \
    mmdebstrap --mode=root --variant=minbase --verbose --include="$(base_packages "$1")" --aptopt="$2/apt.conf" \
    --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --customize-hook="[ ! \"\$1\" -ef / ] && '$LAB_HOME/lib/base-customise' \"\$1\"" "$1" "$2/root" "$2/sources.list" </dev/null
}

# dpkg says two lines a package, unpacked and set up, of about 201 packages.
base_progress() {
  local line count=0 percent=3 said=0
  while IFS= read -r line; do
    case $line in
      'I: running apt-get update'*) progress base 3 "Fetching the lists of packages" ;;
      'I: downloading packages'*) progress base 5 "Downloading packages" ;;
      'I: cleaning'*) progress base 96 "Cleaning up" ;;
      'Unpacking '* | 'Setting up '*)
        count=$((count + 1))
        percent=$((8 + count * 85 / 387))
        ((percent <= 95)) || percent=95
        ((percent < said + 3)) || { said=$percent && progress base "$percent" "${line%% (*}"; }
        ;;
    esac
  done
}

fail_base() {
  local why
  why=$(grep -E '^(E:|Err:|W: Failed|dpkg: error)' "$1/log" | tail -n 3 | tr '\n' ' ' || true)
  cp -f "$1/log" "$STATE/base/last-failed-build.log" 2>/dev/null || true
  if grep -qE 'Failed to fetch|Could not connect|Could not resolve|Connection timed out|Temporary failure' "$1/log"; then
    fail mirror-unreachable "The package source stopped answering while the base was built. $why" "Check the network and try again." "$(kept_bases)"
  fi
  fail internal "The base for Debian $2 could not be built. $why" "The log is $STATE/base/last-failed-build.log" "$(kept_bases)"
}

# A base of an older recipe goes when no lab stands on it.
drop_old_bases() {
  local dir
  for dir in "$STATE/base/$1"-*; do
    [[ -d $dir && $(basename "$dir") != "$2" ]] || continue
    grep -qsrx "$(basename "$dir")" "$STATE"/labs/*/nodes/*/base || discard_tree "$dir"
  done
  empty_trash
}
