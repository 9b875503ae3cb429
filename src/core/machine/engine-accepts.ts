/**
 * For scripts on a node: `accepts PID…` is true where one of these dockerds takes what it is asked, so that asking is safe.
 * systemd listens in its place (docker.socket), and starts another one for a question that comes when it was stopped, or
 * before it fails. So it has to have the socket open, which it closes first when it is to end, and its unit has to be up,
 * which it is once dockerd said that it is ready.
 */
export const acceptsScript = `
accepts() {
  inodes=
  while read -r _ _ _ flags _ _ inode path; do
    case "$flags $path" in 00010000*/docker.sock) inodes="$inodes $inode";; esac
  done </proc/net/unix
  for one; do
    has_open=$(set +f; stat -c %N /proc/$one/fd/* 2>/dev/null)
    for inode in $inodes; do
      case $has_open in *"socket:[$inode]"*) ;; *) continue;; esac
      unit=
      while IFS= read -r l; do
        case $l in *.service|*.service/*) l=\${l%%.service*} unit=\${l##*/}.service;; esac
      done </proc/$one/cgroup
      # One that a person started may belong to no service.
      [ -z "$unit" ] || systemctl is-active -q "$unit" && return
    done
  done
  return 1
}`;
