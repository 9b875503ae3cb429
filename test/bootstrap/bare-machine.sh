#!/usr/bin/env bash
# Somebody with nothing but a fresh Debian 12 and its git, nodejs and npm (Node 18, npm 9): clones, types the two commands
# of the README, and takes the lab down again. The machine is a root file system of its own, made from this host's
# package sources, in mount and PID namespaces that end with this script; it has this host's network and kernel. Needs
# root, mmdebstrap, the package registries, 4 GB below /var/tmp and about 5 minutes. The clone is the commit that is
# checked out. Not part of npm test. Options: --keep leaves the root there; --tests runs the whole npm test in it, too, which
# takes as long as it does anywhere, --unit only its unit tests.
set -uo pipefail

HERE=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
WORK=$(mktemp -d /var/tmp/bare-machine.XXXXXX)
ROOT=$WORK/root
CERTIFICATES=/etc/ssl/certs/ca-certificates.crt
KEEP=no TESTS=none
for word in "$@"; do
  case $word in
    --keep) KEEP=yes ;;
    --unit) TESTS=unit ;;
    --tests) TESTS=all ;;
    *) printf 'Usage: bare-machine.sh [--keep] [--unit | --tests]\n' >&2 && exit 2 ;;
  esac
done
JSON=no
LAB_HOME=$HERE/resources/practice-lab
for part in output paths apt-source base; do
  # shellcheck source=/dev/null
  . "$LAB_HOME/lib/$part.sh"
done
trap '[[ $KEEP == yes ]] || rm -rf --one-file-system "$WORK"' EXIT

step() { printf '# [%4d s] %s\n' "$SECONDS" "$*"; }

build_root() {
  step "Building a bare Debian 12 with git, nodejs and npm"
  choose_sources bookworm "$WORK"
  apt_settings >"$WORK/apt.conf"
  mmdebstrap --mode=root --variant=minbase --include=git,nodejs,npm --aptopt="$WORK/apt.conf" --dpkgopt=force-unsafe-io \
    bookworm "$ROOT" "$WORK/sources.list" >"$WORK/build.log" 2>&1 || { tail -n 5 "$WORK/build.log" && exit 1; }
  # What a person would have been told about the network here: where names are asked, and whom npm may trust.
  cp -L /etc/resolv.conf /etc/hosts "$ROOT/etc/"
  install -D -m 0644 "$CERTIFICATES" "$ROOT$CERTIFICATES"
  git -C "$HERE" bundle create --quiet "$ROOT/root/overlay-lab.bundle" HEAD
  visit >"$ROOT/root/visit"
}

# What the person types. Status and seconds of every command are said in a line that begins with '# '.
visit() {
  printf 'TESTS=%s\n' "$TESTS"
  cat <<'TEXT'
failed=0 passed=0
type_() {
  local wanted=$1 status=0 started=$SECONDS
  shift
  printf '$ %s\n' "$*"
  "$@" </dev/null || status=$?
  if [ "$status" -eq "$wanted" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  printf '# status %d after %d s: %s\n' "$status" $((SECONDS - started)) "$*"
}
cd
type_ 0 node --version
type_ 0 npm --version
type_ 0 git clone --quiet overlay-lab.bundle overlay-lab
cd overlay-lab
type_ 0 npm run tutorial -- --yes --name bare --iperf-seconds 3
type_ 0 npx overlay-lab run --iperf-seconds 1
type_ 0 npx overlay-lab reset --yes
type_ 2 npm test -- --nonsense
case $TESTS in
  unit) type_ 0 npm test -- --unit ;;
  all) type_ 0 npm test ;;
esac
type_ 0 npx overlay-lab practice down bare
type_ 0 resources/practice-lab/practice-lab purge
printf '%d passed, %d failed, 0 skipped\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
TEXT
}

# Its mounts, namespaces and processes end with it, whatever happens.
run_visit() {
  # shellcheck disable=SC2016
  unshare --mount --pid --fork --kill-child bash -c '
    set -e
    mount --bind "$1" "$1"
    cd "$1"
    mount --rbind /dev dev
    mount --rbind /sys sys
    mount -t proc proc proc
    mount -t tmpfs tmpfs run
    mkdir -p old
    pivot_root . old
    umount -l /old
    exec env -i HOME=/root USER=root TERM=dumb LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      npm_config_cafile="$2" NODE_EXTRA_CA_CERTS="$2" bash /root/visit' bash "$ROOT" "$CERTIFICATES"
}

build_root
step "Typing the commands of the README"
run_visit
status=$?
step "Done"
exit "$status"
