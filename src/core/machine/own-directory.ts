/** Where all labs keep what is theirs on a node, a directory each. Practice labs have another place for theirs. */
export const labsDirectory = '/var/lib/overlay-lab';

export const stateDirectory = (lab: string): string => `${labsDirectory}/${lab}`;

/** Says whose a directory is: written when it is made, with a number that no other one has. */
const marker = '.overlay-lab';

/** All that a lab ever puts into its directory, as extended regular expressions of names: it removes these and no others. */
const files =
  'lock|lease(\\.new)?|ledger\\.(jsonl|new|damaged\\.[0-9]+)|(baseline|typed)\\.(json|new)|(running|attached|staged)(\\.new)?|rollback\\.(sh|before|sum)|\\.overlay-lab(\\.new)?';

/** Its directories: what is in each, and the directories in each. */
const directories = {
  // etcd's own layout, 2.2 to 3.5, of a member and of a proxy.
  'etcd-data': [
    '\\.touch|reset\\.env|proxy/(\\.touch|cluster[^/]*)|member/\\.touch|member/snap/(\\.touch|db|[^/]+\\.(snap|broken|tmp)|(db\\.)?tmp[^/]*|[^/]+\\.snap\\.db)|member/wal(\\.tmp)?/(\\.touch|[^/]+\\.(wal|tmp|broken))',
    'member(/snap|/wal(\\.tmp)?)?|proxy',
  ],
  bird: ['bird\\.conf', 'none'],
  'etcd-bin': ['etcd|(\\.)?release\\.tar\\.gz(\\.[0-9a-f]{16})?', 'none'],
  // The root of the worker image while it is made: copies of the node's programs and their libraries.
  image: ['(bin|lib[^/]*|usr)/.*|etc/(passwd|group)', 'bin|tmp|etc|root|proc|sys|dev|var(/run)?|(lib[^/]*|usr)(/.*)?'],
} as const;

export type OwnDirectory = keyof typeof directories;
const names = Object.keys(directories) as OwnDirectory[];
export const isOwnDirectory = (name: string): name is OwnDirectory => names.includes(name as OwnDirectory);

/** What is in a directory of etcd's data, as regular expressions of names: files, then directories. */
export const [etcdFiles, etcdDirectories] = directories['etcd-data'];

const find = (what: string) => `find ${what} -regextype posix-extended`;
const known = [
  `-type f -regex '\\./(${files})'`,
  ...names.flatMap((name) => [
    // Links are among the lab's own only in the image: busybox's names.
    `${name === 'image' ? '\\( -type f -o -type l \\)' : '-type f'} -regex '\\./${name}/(${directories[name][0]})'`,
    `-type d -regex '\\./${name}(/(${directories[name][1]}))?'`,
  ]),
].join(' -o ');

/**
 * Functions of a shell for the lab's directory on a node. A directory is the lab's by its marker (one of an earlier
 * version by its ledger), by its owner, and where no link leads to it; from then on the shell works in it by relative
 * names, so that nothing can be put in its place. Nothing is ever removed but by the names above, and no link is followed.
 *
 * `enter DIRECTORY`: goes into it, or says why not in $why. `make DIRECTORY`: the same, and makes it where it is not there.
 * `strangers`: what is in it and not of the lab's making, a name a line. `clear_own NAME [PART…]`: removes one of its
 * directories, or parts of it, by inventory; what else is there stays. `clear_files`: removes its files. `make_own
 * NAME MODE`: makes one of the directories.
 */
export const ownDirectoryScript = `
why=
leave() { why=$1; cd /; return 1; }
way_is_clear() {
  up=$1
  while [ -n "$up" ] && [ ! -e "$up" ] && [ ! -L "$up" ]; do up=\${up%/*}; done
  [ -z "$up" ] && return
  [ -d "$up" ] || { why="$up is no directory"; return 1; }
  real=$(cd -P -- "$up" && pwd -P) && [ "$real" = "$up" ] || { why="$up is a link, or behind one: it leads to $real"; return 1; }
}
enter() {
  why=
  way_is_clear "$1" || return 1
  [ -d "$1" ] || { why="$1 is not there"; return 1; }
  cd -P -- "$1" 2>/dev/null && [ "$PWD" = "$1" ] || { leave "$1 cannot be entered"; return 1; }
  [ -O . ] || { leave "$1 belongs to $(stat -c %U .)"; return 1; }
  odd=$(${find('. -mindepth 1 -maxdepth 1')} -regex '\\./(${files})' ! -type f -print -quit)
  [ -z "$odd" ] || { leave "$1/\${odd#./} is no ordinary file"; return 1; }
  marked "\${1##*/}" || [ -f ledger.jsonl ] || [ -f baseline.json ] || {
    odd=$(strangers | head -n 5 | tr '\\n' ' ')
    [ -z "$odd" ] || { leave "$1 was not made by this lab: it holds \${odd% }"; return 1; }
  }
}
marked() {
  [ -f ${marker} ] && [ -O ${marker} ] && case $(head -c 300 ${marker}) in *"Notes of the lab \\"$1\\" of Overlay Lab"*) ;; *) false ;; esac
}
make() {
  way_is_clear "$1" || return 1
  parent=\${1%/*} name=\${1##*/}
  [ -d "$parent" ] || mkdir -m 700 -- "$parent" 2>/dev/null
  cd -P -- "$parent" 2>/dev/null && [ "$PWD" = "$parent" ] || { leave "cannot make $parent"; return 1; }
  [ -d "$name" ] || mkdir -m 700 -- "$name" 2>/dev/null || { leave "cannot make $1"; return 1; }
  enter "$1" || return 1
  marked "$name" || {
    echo "Notes of the lab \\"$name\\" of Overlay Lab; removed by its reset. $(cat /proc/sys/kernel/random/uuid 2>/dev/null || date +%s%N)" >${marker}.new &&
      mv -f ${marker}.new ${marker}
  } 2>/dev/null || { leave "cannot write in $1: is the disk full or read-only?"; return 1; }
}
strangers() { ${find('. -xdev -mindepth 1')} ! \\( ${known} \\) -printf '%P\\n' 2>/dev/null | head -n 20; }
clear_own() {
  own=$1; shift
  [ -e "$own" ] || [ -L "$own" ] || return 0
  [ ! -L "$own" ] && [ -d "$own" ] || { why="$(pwd -P)/$own is a link, or no directory"; return 1; }
  [ $# -gt 0 ] || set -- .
  for part; do
    [ -e "$own/$part" ] && [ ! -L "$own/$part" ] || continue
    [ "$part" != . ] && part=$own/$part || part=$own
    ${find('"./$part" -xdev -depth')} \\( ${known} \\) \\( ! -type d -o -empty \\) -delete || { why="$(pwd -P)/$part could not be removed"; return 1; }
  done
}
clear_files() { ${find('. -mindepth 1 -maxdepth 1 -type f')} -regex '\\./(${files})' -delete; }
make_own() {
  [ ! -L "$1" ] && { [ -d "$1" ] || mkdir -m "$2" -- "$1"; } || { why="$(pwd -P)/$1 is a link, or no directory"; return 1; }
}
`;
