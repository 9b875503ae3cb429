/** Programs on a node: how they start, and how they end where they do not end well. */
export const process = {
  cancelled: ({ node, what }: { node: string; what: string }) => `Cancelled on ${node}: ${what}`,
  late: ({ node, seconds, what }: { node: string; seconds: number; what: string }) =>
    `Not finished on ${node} within ${seconds} s: ${what}`,
  tooMuch: ({ node, what }: { node: string; what: string }) => `Too much output on ${node}, so it was stopped: ${what}`,
  tooMuchRemedy: 'Run it there by hand and see what it prints; the app keeps at most 8 MB.',
  diskFullRemedy: 'Free space on its disk: df -h and df -i there show which one is full.',
  readOnlyRemedy: 'Something there cannot be written: findmnt and dmesg on it show what and why.',
  failed: ({ node, status, what, said }: { node: string; status: number; what: string; said: string }) =>
    `Status ${status} on ${node}: ${what}${said && `\n${said}`}`,
  stillRunning: ({ why }: { why: string }) => `${why} It could not be killed and is still running.`,
  notKilled: ({ node, what }: { node: string; what: string }) => `A program on ${node} could not be killed: ${what}`,
  tooLong: ({ characters, node }: { characters: number; node: string }) =>
    `A command of ${characters} characters is too long for ${node}.`,
  tooLongRemedy: 'Send long texts through stdin.',
  sshdDidNotRun: 'sshd did not run it',
  closing: ({ node }: { node: string }) => `The connection to ${node} is closing; nothing was started.`,
  startedNothing: ({ node, why }: { node: string; why: string }) => `${node} started nothing: ${why}`,
  status: ({ status }: { status: string | number }) => `status ${status}`,
  interrupted: ({ node }: { node: string }) => `A program on ${node} was interrupted: its exit status did not arrive.`,

  // Becoming root.
  sudoSilent: 'sudo ended without output',
  sudoRefused: 'sudo did not accept the password',
  helperExited: 'the helper exited at once',
  notRoot: ({ user, node, why }: { user: string; node: string; why: string }) =>
    `${user} cannot become root on ${node}: ${why}`,
  notRootRemedy: ({ user }: { user: string }) =>
    `Log in as root, or let ${user} use sudo (group sudo or wheel) and give the password when asked.`,
  printed: ({ text }: { text: string }) => `it printed: ${text}`,
  printedNothing: 'it printed nothing',
  shellFailed: ({ user, node, printed }: { user: string; node: string; printed: string }) =>
    `The login shell of ${user} on ${node} did not start the helper; ${printed}`,
  shellLate: ({ user, node, seconds, printed }: { user: string; node: string; seconds: number; printed: string }) =>
    `The login shell of ${user} on ${node} did not start the helper within ${seconds} s; ${printed}`,
  shellRemedy: ({ user, node }: { user: string; node: string }) =>
    `Any shell works that runs the command of ssh ${user}@${node} COMMAND and exits. What start-up files such as ~/.bashrc have for terminals only (exec, read, tmux) belongs after: case $- in *i*) ;; *) return ;; esac. To change the login shell: chsh -s /bin/sh ${user}.`,
  sudoLate: ({ node, user, seconds, printed }: { node: string; user: string; seconds: number; printed: string }) =>
    `sudo on ${node} did not answer ${user} within ${seconds} s${printed && `; ${printed}`}`,
  sudoLateRemedy:
    'Log in there and try: time sudo -k true. What makes it wait is configured in /etc/pam.d/sudo, or is a directory service that does not answer (/etc/nsswitch.conf). Or log in as root.',
  helperOn: ({ node }: { node: string }) => `The app's helper on ${node}`,
  shellPrints: ({ node }: { node: string }) => `what the login shell on ${node} prints before anything is started`,
  shellPrintsRemedy: 'Check what its start-up files print: ~/.bashrc, ~/.profile, /etc/profile.d.',

  // Sessions, terminals and uploads.
  freeSession: ({ node }: { node: string }) => `A free session of sshd on ${node}`,
  tooFewSessions: ({ node }: { node: string }) => `sshd on ${node} allows too few sessions per connection for the lab.`,
  tooFewSessionsRemedy:
    'In its sshd_config: MaxSessions 10 (the default; the minimum is 4), and AllowTcpForwarding and AllowStreamLocalForwarding yes, without which each request takes a session too; then: systemctl reload ssh.',
  terminalsOpen: ({ count, node }: { count: number; node: string }) => `${count} terminals on ${node} are open.`,
  terminalsOpenRemedy: 'Close one of them first: sshd allows only a few sessions per connection (MaxSessions).',
  notAbsolute: ({ path }: { path: string }) => `Not the absolute path of a file: ${path}`,
  uploadCancelled: ({ path, node }: { path: string; node: string }) =>
    `The upload of ${path} to ${node} was cancelled.`,
  notWritten: ({ path, node, why }: { path: string; node: string; why: string }) =>
    `${path} could not be written on ${node}: ${why}`,
};
