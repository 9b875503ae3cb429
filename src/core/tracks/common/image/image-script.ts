import { imageLabel } from '../../../machine/engine.ts';
import { ownDirectoryScript } from '../../../machine/own-directory.ts';

/**
 * Makes the worker image of the node's own programs, so that no registry is needed: an ordinary userland by busybox where
 * it is a static one, a name for each of its programs; ping, ip, iperf, iperf3 and tcpdump with the libraries that they
 * name. $1 reference, $2 lab, $3 the lab's
 * directory: in it `image` is made, so that a reset finds what a kill leaves there.
 */
export const imageScript = `${ownDirectoryScript}
set -e
export LC_ALL=C
reference=$1 lab=$2 state=$3 root=image; shift 3
no() { echo "$1" >&2; exit 1; }
enter "$state" && make_own $root 700 && clear_own $root || no "$why"
[ ! -e $root ] || no "$state/$root holds what the lab did not make: $(ls -A $root | head -n 5 | tr '\\n' ' ')"
make_own $root 700 || no "$why"
trap 'clear_own $root' EXIT
trap 'exit 143' HUP INT TERM
mkdir -p "$root/bin" "$root/tmp" "$root/etc" "$root/root" "$root/proc" "$root/sys" "$root/dev" "$root/var/run"
echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"; echo 'root:x:0:' >"$root/etc/group"
box=$(command -v busybox || :)
[ -n "$box" ] && ! ldd "$box" >/dev/null 2>&1 || { box=; set -- "$@" sh ls cat sleep hostname ps kill grep timeout true; }
# What the shell has built in has no path: kill, for one, is there anyway.
found=$(for tool in "$@" ping ip iperf iperf3 tcpdump; do command -v "$tool" || :; done | grep '^/' || :)
# Few programs for many files: ten nodes on one machine feel each of them.
[ -z "$found" ] || cp -L -- $found "$root/bin/"
libraries=$(ldd $found 2>/dev/null | sed -n 's/.*=> \\(\\/[^ ]*\\) .*/\\1/p; s/^[[:space:]]*\\(\\/[^ ]*\\) (.*/\\1/p' | sort -u)
[ -z "$libraries" ] || cp -L --parents -- $libraries "$root/"
# The links that it makes lead to where it lies itself. What the node has of its own is there already, and stays.
[ -z "$box" ] || { mkdir -p "$root\${box%/*}"; cp -L -- "$box" "$root$box"; "$box" --install -s "$root/bin" 2>/dev/null || :; }
tar -C "$root" -cf - . | docker import --change 'ENV PATH=/bin' --change 'CMD ["sh"]' --change "LABEL ${imageLabel}=$lab" - "$reference"
`;
