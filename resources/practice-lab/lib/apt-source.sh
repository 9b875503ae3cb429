# shellcheck shell=bash
# Where the nodes' packages come from: the host's own apt sources, with the suite replaced.

# Prints 'URI SUITE SIGNED-BY' for each source of the host, from both formats.
host_sources() {
  local etc file
  etc=$(apt-config shell D Dir::Etc/d 2>/dev/null | sed "s/^D='\(.*\)'$/\1/")
  etc=${etc:-/etc/apt/}
  for file in "$etc"/sources.list "$etc"/sources.list.d/*.list; do
    [[ ! -f $file ]] || classic_sources <"$file"
  done
  for file in "$etc"/sources.list.d/*.sources; do
    [[ ! -f $file ]] || deb822_sources <"$file"
  done
}

classic_sources() {
  awk '$1 == "deb" {
    signed = "-"
    line = $0
    if (match(line, /\[[^]]*\]/)) {
      options = substr(line, RSTART + 1, RLENGTH - 2)
      if (match(options, /signed-by=[^ ]+/)) signed = substr(options, RSTART + 10, RLENGTH - 10)
      sub(/\[[^]]*\]/, "", line)
    }
    n = split(line, part, " ")
    if (n >= 3) print part[2], part[3], signed
  }'
}

deb822_sources() {
  awk 'function flush(  i, j, u, s, n, m) {
    if (types ~ /(^| )deb( |$)/ && enabled != "no") {
      n = split(uris, u, " "); m = split(suites, s, " ")
      for (i = 1; i <= n; i++) for (j = 1; j <= m; j++) print u[i], s[j], (signed ~ /^\// ? signed : "-")
    }
    types = uris = suites = signed = enabled = ""
  }
  /^#/ { next }
  /^[ \t]*$/ { flush(); next }
  /^[A-Za-z-]+:/ { key = tolower($1); sub(/^[^:]*:[ \t]*/, ""); value = $0 }
  /^[ \t]/ { value = $0 }
  { if (key == "types:") types = types " " value
    if (key == "uris:") uris = uris " " value
    if (key == "suites:") suites = suites " " value
    if (key == "signed-by:" && signed == "") { signed = value; sub(/ .*/, "", signed) }
    if (key == "enabled:") enabled = tolower(value) }
  END { flush() }'
}

host_id() { (. /etc/os-release && printf '%s' "${ID:-}") 2>/dev/null || true; }
host_codename() { (. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}") 2>/dev/null || true; }

debian_keyring() {
  local file=/usr/share/keyrings/debian-archive-keyring.gpg
  [[ ! -f $file ]] || printf '%s' "$file"
}

# Lines for sources.list, for one suite. A host that is no Debian says by OVERLAY_LAB_MIRROR where Debian is.
source_lines() {
  local suite=$1 codename uri release signed
  if [[ -n ${OVERLAY_LAB_MIRROR:-} ]]; then
    source_line "$OVERLAY_LAB_MIRROR" "$suite" -
    return
  fi
  [[ $(host_id) == debian ]] || return 0
  codename=$(host_codename)
  host_sources | while read -r uri release signed; do
    case $release in
      "$codename" | stable | oldstable | testing) source_line "$uri" "$suite" "$signed" ;;
      "$codename-updates" | *stable-updates) source_line "$uri" "$suite-updates" "$signed" ;;
      "$codename-security" | *stable-security) source_line "$uri" "$suite-security" "$signed" ;;
    esac
  done | sort -u
}

source_line() {
  local signed=$3
  [[ $1 == http://* || $1 == https://* || $1 == file:* || $1 == copy:* ]] || return 0
  [[ $signed != - ]] || signed=$(debian_keyring)
  printf 'deb %s%s %s main\n' "${signed:+[signed-by=$signed] }" "$1" "$2"
}

# The host's proxies and checks for apt, as a configuration file: values with a password must not be arguments.
apt_settings() {
  apt-config dump | grep -E '^Acquire::(http|https|Check-Valid-Until|Check-Date|ForceIPv4|ForceIPv6)\b' | grep -v '""' || true
  printf 'Acquire::Retries "3";\nAcquire::http::Timeout "30";\nAcquire::https::Timeout "30";\nAPT::Sandbox::User "root";\n'
}

# Does this source answer? Asked through apt itself, so proxies and certificates are those of the host.
source_answers() {
  local uri=$1 suite=$2 dir=$3 name
  for name in InRelease Release; do
    ! timeout 40 /usr/lib/apt/apt-helper -o Acquire::Retries=0 -o Acquire::http::Timeout=15 -o Acquire::https::Timeout=15 \
      download-file "${uri%/}/dists/$suite/$name" "$dir/probe" >"$dir/probe.log" 2>&1 || return 0
  done
  return 1
}

# Writes DIR/sources.list with the sources that answer; the main one must.
choose_sources() {
  local suite=$1 dir=$2 line uri release
  while read -r line; do
    read -r uri release _ <<<"${line##*] }"
    [[ $line == *"] "* ]] || read -r _ uri release _ <<<"$line"
    if source_answers "$uri" "$release" "$dir"; then
      printf '%s\n' "$line" >>"$dir/sources.list"
    else
      progress base 2 "Without $release: that package source does not answer"
    fi
  done < <(source_lines "$suite")
  grep -qE " $suite main$" "$dir/sources.list" 2>/dev/null ||
    fail mirror-unreachable "No package source for Debian $suite answers. $(tail -n 1 "$dir/probe.log" 2>/dev/null || true)" \
      "Check the network, the proxy and the host's apt sources, or set OVERLAY_LAB_MIRROR to a Debian mirror." "$(kept_bases)"
}
