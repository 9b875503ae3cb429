import { nothing, operation } from './operation.ts';

/**
 * Sandboxes of the engine's with nobody in them, a name a line. One whose container has ended properly is unmounted, and
 * its file goes a minute later; one that is mounted still was forgotten.
 */
export const emptySandboxesScript = `
mounted=$(stat -f -c '%T %n' /var/run/docker/netns/* 2>/dev/null | sed -n 's/^nsfs //p' | grep -v -- -)
[ -z "$mounted" ] || {
  peopled=$(readlink /proc/[0-9]*/ns/net | sort -u)
  stat -c '%i %n' $mounted | while read -r inode path; do
    case $peopled in *"[$inode]"*) ;; *) echo "\${path##*/}" ;; esac
  done
}
`;

const names = ({ stdout }: { stdout: string }): string[] => stdout.split('\n').filter(Boolean);

export const sandboxesEmpty = operation<Record<never, never>, string[]>({
  name: 'namespace.empty',
  program: () => ({ script: emptySandboxesScript }),
  read: names,
});

export const namespaceList = operation<Record<never, never>, string[]>({
  name: 'namespace.list',
  program: () => ({ script: 'ls -A /var/run/docker/netns 2>/dev/null; :' }),
  read: names,
});

/** As the baseline lists them: those of overlays, and those that nobody is in. */
export const namespacesLeft = operation<Record<never, never>, string[]>({
  name: 'namespace.left',
  program: () => ({
    script: `
ls -A /var/run/docker/netns 2>/dev/null | grep -- -
${emptySandboxesScript.trim()}
:`,
  }),
  read: names,
});

export const namespaceRemove = operation<{ names: readonly string[] }>({
  name: 'namespace.remove',
  program: (args) => ({
    script: `
cd /var/run/docker/netns || exit 0
for one; do umount "$one" 2>/dev/null; rm -f -- "$one"; done
:`,
    words: args.names,
  }),
  read: nothing,
});
