import { imageLabel } from '../../node/engine.ts';

/**
 * Makes the worker image of the node's own programs, so that no registry is needed: a shell and tools by busybox where
 * it is a static one, ping, ip, iperf and iperf3 with the libraries that they name. $1 reference, $2 lab, $3 folder to
 * work in: one of the lab's own, so that a reset finds what a kill leaves there.
 */
export const imageScript = `
set -e
export LC_ALL=C
reference=$1 lab=$2 root=$3; shift 3
trap 'rm -rf -- "$root"' EXIT
trap 'exit 143' HUP INT TERM
rm -rf -- "$root"
mkdir -p "$root/bin" "$root/tmp" "$root/etc" "$root/root" "$root/proc" "$root/sys" "$root/dev" "$root/var/run"
echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"; echo 'root:x:0:' >"$root/etc/group"
box=$(command -v busybox || :)
if [ -n "$box" ] && ! ldd "$box" >/dev/null 2>&1; then
  cp -L -- "$box" "$root/bin/busybox"
  for tool in sh ls cat sleep ifconfig hostname ps kill wget nc traceroute top vi grep route netstat timeout; do ln -s busybox "$root/bin/$tool"; done
else
  set -- "$@" sh ls cat sleep hostname ps kill grep timeout
fi
# What the shell has built in has no path: kill, for one, is there anyway.
found=$(for tool in "$@" ping ip iperf iperf3; do command -v "$tool" || :; done | grep '^/' || :)
# Few programs for many files: ten nodes on one machine feel each of them.
[ -z "$found" ] || cp -L -- $found "$root/bin/"
libraries=$(ldd $found 2>/dev/null | sed -n 's/.*=> \\(\\/[^ ]*\\) .*/\\1/p; s/^[[:space:]]*\\(\\/[^ ]*\\) (.*/\\1/p' | sort -u)
[ -z "$libraries" ] || cp -L --parents -- $libraries "$root/"
tar -C "$root" -cf - . | docker import --change 'ENV PATH=/bin' --change 'CMD ["sh"]' --change "LABEL ${imageLabel}=$lab" - "$reference"
`;
