export const main = {
  withoutSandboxTitle: 'Start without a sandbox?',
  withoutSandbox:
    'This system does not allow user namespaces for ordinary programs, or the app was started with --no-sandbox: its windows would run without the usual isolation. The deb package does not need this: it brings an AppArmor profile.',
  withoutSandboxYes: 'Start without a sandbox',
  newWindow: 'New window',
  closeWindow: 'Close window',
  aboutOverlays: 'About overlay networks in Docker',
  saveReport: 'Save a bug report …',
  openInBrowser: ({ host }: { host: string }) => `Open ${host} in your browser?`,
  windowCrashed: 'This window crashed',
  windowCrashedText: ({ reason }: { reason: string }) =>
    `Its process ended (${reason}). What runs on the nodes keeps running, and shells can be reopened.`,
  showAgain: 'Show again',
  closeIt: 'Close it',
  saveReportTitle: 'Save a bug report?',
  saveReportText:
    'One text file with versions, settings, the last run and the log, for you to review and send. Secrets are left out; so are names and addresses of machines and people, unless you include them.',
  withNames: 'With names and addresses',
  save: 'Save …',
  reportNotSaved: 'The report could not be saved',
  noKeychain: 'This system has no keychain that this app can use.',
  theKeychain: 'The keychain of this system',
  stillWorking: 'Work is still in progress. Cancel it and quit?',
  cancelAndQuit: 'Cancel it and quit',
  notStarted: 'Overlay Lab could not start',
  stillWorkingText:
    'What runs on the nodes is stopped first. What was created stays; a later run continues from it, a reset undoes it.',
};
