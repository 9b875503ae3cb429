export const runs = {
  newerBuilt: ({ kinds }: { kinds: readonly string[] }) =>
    `A newer version of this app built the lab (${kinds.join(', ')}).`,
  newerBuiltRemedy: 'Use that version, or reset the lab with it first.',
  theTrack: ({ track }: { track: string }) => `the track ${track}`,
  severalTracks: ({ steps }: { steps: readonly string[] }) => `more than one track (${steps.join(', ')})`,
  otherTrack: ({ what, track }: { what: string; track: string }) =>
    `The nodes have ${what}, but the lab file now says ${track}.`,
  otherTrackRemedy: ({ track }: { track: string }) =>
    `Reset the lab first (npx overlay-lab reset), or name “track: ${track}” again.`,
  severalTracksRemedy: 'Reset the lab first (npx overlay-lab reset), once for each track.',
  stepsLeft: ({ steps, node }: { steps: readonly string[]; node: string }) =>
    `The steps ${steps.join(', ')} of another track are still on ${node}`,
  stepsLeftRemedy: 'Set that track in the lab file, and reset again.',
  noStep: ({ track, step, steps }: { track: string; step: string; steps: readonly string[] }) =>
    `The track ${track} has no step ${step}. It has: ${steps.join(', ')}.`,
  whichStep: 'Which step should be undone?',
  notAnsweredYet: ({ node, seconds }: { node: string; seconds: number }) =>
    `${node} has not answered for ${seconds} s: is the machine up, and does it do anything?`,
  notLetInYet: ({ node, seconds }: { node: string; seconds: number }) =>
    `sshd on ${node} has not logged us in for ${seconds} s. What it waits for is configured there: UseDNS in sshd_config, or PAM.`,
  noHelperYet: ({ node, seconds }: { node: string; seconds: number }) =>
    `The login shell on ${node} has not started the helper for ${seconds} s: its start-up files (~/.bashrc, ~/.profile) wait for something.`,
  notReached: 'not reached',
  toClose: 'a connection to close',
  unused: 'a connection that was not used',
  inDirectory: ({ left }: { left: string }) => `+ ${left} in the lab's directory (left: the lab did not make it)`,
  newerChanged: ({ node, kinds }: { node: string; kinds: readonly string[] }) =>
    `A newer version of this app changed ${node} in ways that this version does not know (${kinds.join(', ')}): they were left`,
  newerChangedRemedy: 'Reset with the version that built the lab, or a newer one.',
  typedBegun: ({ node }: { node: string }) =>
    `On ${node} a reset of what was typed was cut off: this one took back only what the app made`,
  typedBegunRemedy: 'Reset with --depth typed: it finishes that one.',
  baselineLost: 'The baseline is lost: what the node looked like before is unknown',
  baselineLostRemedy:
    'Reset from the machine that built the lab, which has a copy; or check /etc/docker/daemon.json for cluster-store.',
  noEvents: ({ file }: { file: string }) => `${file} contains no run events`,
  keptRun: 'a kept run',
  keptRunRemedy: 'Give the output of `overlay-lab run --json`, or a run that the app saved.',
  notRead: ({ file, code }: { file: string; code: string }) => `${file} could not be read: ${code}`,
  notFound: ({ file }: { file: string }) => `File not found: ${file}`,
  atLine: ({ file, line, why }: { file: string; line: number; why: string }) => `${file}:${line}: ${why}`,
  anEvent: 'an event',
  notAnEvent: 'not an event',
};
