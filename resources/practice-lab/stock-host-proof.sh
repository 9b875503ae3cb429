#!/usr/bin/env bash
# Proves the practice lab on a stock Debian 12 host: builds a plain one (its own kernel with modules, systemd as PID 1,
# cgroup version 2), boots it under qemu without KVM, installs the practice lab's packages there, and takes a lab
# through its life. A second boot of the same disk does it without systemd as PID 1. See README.md.
# Needs root, qemu-system-x86, e2fsprogs and what the practice lab itself needs. Argument: a directory to work in.
set -euo pipefail

LAB_HOME=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
PATH="$PATH:/usr/sbin:/sbin"
WORK=${1:-$(mktemp -d /var/tmp/stock-host-proof.XXXXXX)}
JSON=no
for part in output paths apt-source base; do
  # shellcheck source=/dev/null
  . "$LAB_HOME/lib/$part.sh"
done

step() { printf '[%4d s] %s\n' "$SECONDS" "$*"; }

# Only what an ordinary installation has: 'important' packages, a kernel, and the means to get an address.
build_root() {
  step "Building a plain Debian 12 under $WORK"
  mkdir -p "$WORK"
  rm -rf "$WORK/root" "$WORK/sources.list"
  choose_sources bookworm "$WORK"
  apt_settings >"$WORK/apt.conf"
  mmdebstrap --mode=root --variant=important --include=linux-image-cloud-amd64,systemd-sysv,ca-certificates \
    --aptopt="$WORK/apt.conf" --dpkgopt=force-unsafe-io bookworm "$WORK/root" "$WORK/sources.list" >"$WORK/build.log" 2>&1
}

# Lines 'ADDRESS HOST PORT', one for each place that packages come from, a proxy of apt's included. The addresses are those
# under which the guest knows them.
package_hosts() {
  grep -hoE 'https?://[^/ "]+' "$WORK/sources.list" "$WORK/apt.conf" | sort -u | awk -F '://' '{
    place = $2
    sub(/.*@/, "", place)
    host = port = place
    if (!sub(/.*:/, "", port)) port = $1 == "https" ? 443 : 80
    sub(/:[0-9]+$/, "", host)
    if (!(host in address)) address[host] = "10.0.2." 100 + n++
    print address[host], host, port
  }' | sort -u
}

# The guest reaches those places and nothing else, neither this machine nor a network.
guest_network() {
  local address host port
  printf 'user,id=n0,restrict=on'
  package_hosts | while read -r address host port; do
    printf ',guestfwd=tcp:%s:%s-cmd:socat STDIO TCP:%s:%s' "$address" "$port" "$host" "$port"
  done
}

furnish_root() {
  local root=$WORK/root address host
  printf 'stock\n' >"$root/etc/hostname"
  printf 'auto lo eth0\niface lo inet loopback\niface eth0 inet dhcp\n' >"$root/etc/network/interfaces"
  printf '/dev/vda / ext4 defaults 0 1\n' >"$root/etc/fstab"
  printf '127.0.0.1 localhost stock\n' >"$root/etc/hosts"
  package_hosts | while read -r address host _; do printf '%s %s\n' "$address" "$host"; done | sort -u >>"$root/etc/hosts"
  mkdir -p "$root/opt/practice-lab"
  cp -r "$LAB_HOME/." "$root/opt/practice-lab/"
  cat >"$root/etc/systemd/system/proof.service" <<'UNIT'
[Unit]
After=network-online.target multi-user.target
Wants=network-online.target

[Service]
Type=oneshot
ExecStart=/opt/practice-lab/proof/in-guest.sh
ExecStopPost=/usr/bin/systemctl --no-block poweroff
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS0

[Install]
WantedBy=graphical.target
UNIT
  systemctl --root="$root" --quiet enable proof.service
  # A login prompt would hang up the terminal that the proof writes to.
  systemctl --root="$root" --quiet mask serial-getty@ttyS0.service
}

make_disk() {
  step "Making the disk"
  rm -f "$WORK/disk"
  truncate -s 12G "$WORK/disk"
  mke2fs -q -t ext4 -d "$WORK/root" "$WORK/disk"
  cp "$WORK"/root/boot/vmlinuz-* "$WORK/vmlinuz"
  cp "$WORK"/root/boot/initrd.img-* "$WORK/initrd"
}

# boot LOG KERNEL-ARGUMENTS…: under pure emulation; ends when the guest powers off. Guards against faults of real processors
# and a fifth level of pages are left out: they cost an emulator much, and nothing that is proved here depends on them.
boot() {
  local log=$1
  shift
  step "Booting it: $*"
  timeout --kill-after=10 "${PROOF_TIMEOUT:-7000}" qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -m 4096 -nographic -no-reboot \
    -kernel "$WORK/vmlinuz" -initrd "$WORK/initrd" \
    -append "root=/dev/vda rw console=ttyS0 net.ifnames=0 quiet panic=10 mitigations=off no5lvl $*" \
    -drive "file=$WORK/disk,format=raw,if=virtio,cache=unsafe" \
    -netdev "$(guest_network)" -device virtio-net-pci,netdev=n0 </dev/null >"$log" 2>&1 || step "qemu ended with status $?"
}

show() { tr -d '\r' <"$1" | grep -aE '^(PROOF|ok|not ok) ' || true; }

main() {
  build_root
  furnish_root
  make_disk
  boot "$WORK/systemd.log" systemd.show_status=0
  show "$WORK/systemd.log"
  boot "$WORK/no-systemd.log" init=/opt/practice-lab/proof/no-systemd-init
  show "$WORK/no-systemd.log"
  step "Done; the logs are in $WORK"
  grep -aq '^PROOF done' "$WORK/systemd.log" && grep -aq '^PROOF done' "$WORK/no-systemd.log" &&
    ! grep -aqE '^not ok' "$WORK/systemd.log" "$WORK/no-systemd.log"
}

main
