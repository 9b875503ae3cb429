# shellcheck shell=bash
# Every systemd, dbus and containerd holds inotify instances, and all nodes' count to the host's root, which often may
# have only 128. The limit is raised when the labs need it and restored when the last lab is gone.

readonly INOTIFY_LIMIT=/proc/sys/fs/inotify/max_user_instances
readonly INOTIFY_PER_NODE=8
readonly INOTIFY_FOR_HOST=128

raise_host_limits() { with_lock host-limits 30 raise_inotify_limit; }

raise_inotify_limit() {
  local nodes needed now
  nodes=$(find "$STATE/labs" -mindepth 3 -maxdepth 3 -path '*/nodes/node*' -type d | wc -l)
  needed=$((INOTIFY_FOR_HOST + nodes * INOTIFY_PER_NODE))
  now=$(cat "$INOTIFY_LIMIT" 2>/dev/null) || return 0
  ((now < needed)) || return 0
  # The first value is the one to restore; a restart of the host restores it by itself.
  [[ -s $RUN/inotify ]] || printf '%s %s' "$now" "$BOOT_ID" >"$RUN/inotify"
  { printf '%s' "$needed" >"$INOTIFY_LIMIT"; } 2>/dev/null || true
}

restore_host_limits() { with_lock host-limits 30 restore_inotify_limit; }

restore_inotify_limit() {
  local before boot
  [[ -s $RUN/inotify && -z $(all_labs) ]] || return 0
  read -r before boot <"$RUN/inotify" || true
  [[ ! $before =~ ^[0-9]+$ || $boot != "$BOOT_ID" ]] || { printf '%s' "$before" >"$INOTIFY_LIMIT"; } 2>/dev/null || true
  rm -f "$RUN/inotify"
}
