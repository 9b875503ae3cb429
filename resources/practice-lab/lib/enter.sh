# shellcheck shell=bash
# Running commands inside a node: in all its namespaces, with a clean environment.

ENTER=(nsenter --mount --uts --ipc --net --pid --root --wd)
NODE_ENV=(env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root USER=root LOGNAME=root
  SHELL=/bin/bash LANG=C.UTF-8)

# enter_node LEADER COMMAND…
enter_node() {
  local leader=$1
  shift
  "${ENTER[@]}" --target "$leader" -- "${NODE_ENV[@]}" TERM="${TERM:-dumb}" "$@"
}

# In place of this program, so that its end, its signals and its status are the command's. A command must not live on
# in the node when whoever waits for it was killed.
exec_in_node() {
  local leader=$1
  shift
  exec "${ENTER[@]}" --target "$leader" -- "${NODE_ENV[@]}" TERM="${TERM:-dumb}" setpriv --pdeathsig KILL -- "$@"
}
