export const practice = {
  stopped: 'Stopped.',
  needsRootRemedy: 'Run it as root, or allow sudo.',
  noSudoRemedy: 'sudo is not installed here. Become root, for example with su, and run it again.',
  noTerminalForSudo: 'sudo needs a password, and there is no terminal to ask for it',
  noTerminalForSudoRemedy: 'Run it in a terminal, or as root.',
  needsRoot: 'The practice lab needs root: it creates namespaces and mounts.',
  aLine: 'a line of the practice lab',
  withKept: ({ remedy, kept }: { remedy: string; kept: string }) => `${remedy} Kept: ${kept}.`.trim(),
  rootWithoutSudo: 'Root is needed, and sudo is not installed: become root with su.',
  printedUnexpected: ({ reason }: { reason: string }) => `printed something unexpected: ${reason}`,
  endedWithoutResult: ({ status }: { status: string }) => `ended with status ${status} and no result`,
  saidNothing: 'nothing yet',
  notStarted: ({ reason }: { reason: string }) => `could not be started: ${reason}`,
  needsLinuxRemedy: 'Use it on a Linux machine, or give the app your own machines.',
  needsLinux: ({ platform }: { platform: string }) => `The practice lab needs Linux; this is ${platform}.`,
  runAgain: 'Run it again: it continues from what is there.',
  fellSilent: ({ seconds, said }: { seconds: number; said: string }) =>
    `The practice-lab program printed nothing for ${seconds} s. Its last output: ${said}`,
  fellSilentRemedy:
    'Run it again: it continues where this one ended. systemctl list-jobs and ps show what it is waiting for.',
  programDid: ({ what, said }: { what: string; said: readonly string[] }) =>
    `The practice-lab program ${what}. ${said.join(' ')}`.trim(),
};
