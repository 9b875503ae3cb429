export const web = {
  addressUsed: `This address has been used, has expired, or is not one that Overlay Lab gave out.
Start Overlay Lab again: it prints a new one and exits, and the window you had keeps working.
`,
  options: 'Options: --browser, --port N, --no-open, --idle-minutes N',
  wholeNumber: ({ option, from, to, value }: { option: string; from: number; to: number; value: string }) =>
    `--${option} takes a whole number from ${from} to ${to}, not '${value}'`,
  notAsRoot:
    'No browser is opened as root: it would run without its sandbox. If you used sudo, open this address in your own browser; otherwise through ssh -L as root.',
  noDisplay: 'There is no display here.',
  noBrowser: 'No browser was found.',
  noPeerOwner: 'This system does not say which user is at the other end of a connection.',
  noPeerOwnerRemedy: 'Use the desktop app, which opens no port; the browser window needs Linux or macOS.',
  ownWindow: 'its own window',
  yourBrowser: 'your browser',
  opensIn: ({ what, where, hint }: { what: string; where: string; hint: string }) =>
    `${what} opens in ${where}.${hint}`,
  noWindowYet: 'No window has connected yet.',
  validOnce: ({ hint }: { hint: string }) => `Valid once, for ten minutes; start it again for another address.${hint}`,
  pageNotWritten: ({ reason }: { reason: string }) =>
    `No browser is opened: its first page could not be written (${reason}).`,
  idle: 'No window for a while: Overlay Lab exits.',
  stopping: ({ why }: { why: string }) => `${why} Stopping what runs on the nodes first; press again to exit at once.`,
  exits: 'Overlay Lab exits.',
  ctrlC: ' Ctrl-C stops the app.',
  alreadyRunning: 'Overlay Lab is already running; another window',
  ownerUnknown: 'A connection was closed because the system does not say which user it belongs to.',
  otherOwner: ({ owner }: { owner: number }) => `A connection of another user of this machine (${owner}) was closed.`,
};
