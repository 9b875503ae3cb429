export const remote = {
  // Logging in.
  refused: ({
    node,
    user,
    host,
    tried,
    takes,
    offered,
  }: {
    node: string;
    user: string;
    host: string;
    tried: readonly string[];
    takes: readonly string[];
    offered: readonly string[];
  }) =>
    `${node} refused ${user}@${host}. Tried: ${tried.length > 0 ? tried.join(', ') : 'nothing: no key, no agent and no password'}.${takes.length > 0 ? ` It accepts ${takes.join(', ')}.` : ''}${offered.map((one) => ` ${one}`).join('')}`,
  notAllOffered: ({ offered, all, left }: { offered: number; all: number; left: readonly string[] }) =>
    `${offered} of ${all} keys were offered: sshd closes a connection after some failures (MaxAuthTries); not offered: ${left.join(', ')}.`,
  remedies: ({ all }: { all: readonly string[] }) => all.join(' '),
  nameTheKeyRemedy:
    'Set the right key with identityFile in the lab file: it is offered first, even if ssh-agent holds it.',
  passwordRemedy: 'Try again with the right password, or set another user or a key in the lab file.',
  credentialsRemedy:
    'Set the right user and identityFile in the lab file, load the key into ssh-agent, or give a password (passwordEnv names an environment variable).',
  triedAnd: ({ what, notes }: { what: string; notes: readonly string[] }) =>
    `${what}${notes.map((note) => ` (${note.replace(/\.$/, '')})`).join('')}`,
  accepted: 'accepted',
  key: ({ file }: { file: string }) => `key ${file}`,
  agentKey: ({ name }: { name: string }) => `agent key ${name}`,
  agent: 'ssh-agent',
  password: 'password',
  passwordFrom: ({ variable }: { variable: string }) => `password from ${variable}`,
  noPrivateHalf: 'contains no private key, and ssh-agent does not have it',
  theAgentAt: ({ socket }: { socket: string }) => `The ssh-agent at ${socket}`,
  agentDidNotSign: 'the agent did not sign',
  identityFile: 'the identity file',
  publicKey: 'the public key',
  notSupported: ({ why, file }: { why: string; file: string }) =>
    `${why}; ssh-keygen -p -f ${file} converts it to a supported format`,
  noKeyInIt: 'contains no key',
  unreadablePkcs8: ({ why }: { why: string }) => `unreadable PKCS8 key (${why})`,
  wrongPassphrase: 'wrong passphrase',
  notSshKey: ({ type }: { type: string }) => `a key of type ${type} is not an SSH key`,
  noPassphrase: 'is encrypted and no passphrase was given',
  passphraseWrong: 'is encrypted and the passphrase is wrong',
  nobodyToAnswer: ({ node, what }: { node: string; what: string }) =>
    `${node} asks for ${what}, and there is nobody to answer`,
  nobodyToAnswerRemedy: 'Run it in a terminal, use ssh-agent, or set an environment variable with passwordEnv.',
  passwordOf: ({ user }: { user: string }) => `the password of ${user}`,
  passphraseOf: ({ file }: { file: string }) => `the passphrase of ${file}`,
  sudoPasswordOf: ({ user }: { user: string }) => `the sudo password of ${user}`,

  // The way to a node, and ssh's configuration.
  tooManyJumps: ({ host }: { host: string }) =>
    `Too many jump hosts on the way to ${host}: do they point at each other?`,
  notJumpHost: ({ text }: { text: string }) => `Not a jump host: ${text}`,
  noUser: ({ host }: { host: string }) => `No user is set for ${host}, and this computer has no user name for you.`,
  noUserRemedy: 'Set a user for the node in the lab file (ssh: user), or for the host in ~/.ssh/config (User).',
  configuration: 'the configuration of ssh',
  includesRemedy: 'Files that include each other never end: check its Include lines.',
  filesAndLevels: ({ files, levels }: { files: number; levels: number }) => `${files} files, ${levels} levels deep`,
  notRead: ({ file, what, why }: { file: string; what: string; why: string }) =>
    `${file} (${what}) could not be read: ${why}`,
  badOwner: ({ file }: { file: string }) => `Bad owner or permissions on ${file}: somebody else may write to it`,
  badOwnerRemedy: ({ file }: { file: string }) => `Check it, and make it yours: sudo chown "$USER" ${file}`,
  notHost: ({ host }: { host: string }) => `Not a host name: ${host}`,
  matchExec: ({ file, line, condition }: { file: string; line: number; condition: string }) =>
    `${file} line ${line} has "Match ${condition}", which this app does not run: everything below it is ignored.`,
  proxyCommand: ({ host }: { host: string }) =>
    `~/.ssh/config has a ProxyCommand for ${host}; this app does not run it.`,
  proxyCommandRemedy: 'Use ProxyJump, or set the address and port of your own tunnel in the lab file.',
  badHostName: ({ host, name }: { host: string; name: string }) =>
    `~/.ssh/config has a HostName for ${host} that is not a valid host: ${name}`,
  badHostNameRemedy: 'Give it a host name or an address; write IPv6 addresses without brackets.',

  // Connections that a node makes.
  cannotReach: ({ node, host, port, why }: { node: string; host: string; port: number; why: string }) =>
    `${node} cannot reach ${host} port ${port}: ${why}`,
  cannotReachRemedy: 'Check that the service is running and that nothing between the two filters that port.',
  bashEnded: ({ status }: { status: string | number }) => `bash ended with status ${status}`,
  dockerSilent: ({ node, path, why }: { node: string; path: string; why: string }) =>
    `Docker on ${node} does not answer at ${path}: ${why}`,
  dockerSilentRemedy: 'Check the engine on the node: systemctl status docker, journalctl -u docker.',
  docker: 'Docker',
  dockerOn: ({ node }: { node: string }) => `Docker on ${node}`,
  dockerCancelled: ({ docker }: { docker: string }) => `A request to ${docker} was cancelled.`,
  dockerAnswered: ({ docker, status, said }: { docker: string; status: number; said: string }) =>
    `${docker} answered ${status}: ${said}`,
  dockerUnreached: ({ docker, code, said }: { docker: string; code: string; said: string }) =>
    `${docker} does not answer: ${code} ${said}`,
};
