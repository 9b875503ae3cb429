export const machine = {
  linkUnread: ({ node, name }: { node: string; name: string }) =>
    `${node} shows its link ${name} in words that cannot be read`,
  // Why an engine does not answer, and what to do on its node.
  engineStopped: ({ pid }: { pid: number }) =>
    `Docker (process ${pid}) was stopped by a signal: it accepts connections but does not answer`,
  masked: 'docker.service is masked, so nothing can start it',
  starting: 'Docker is still starting',
  stopped: 'Docker is stopped',
  startingRemedy: 'Check what it is waiting for: journalctl -u docker -n 50',
  startingSilent: 'Docker is starting and does not respond yet',
  notListening: 'Docker is running but does not listen on /var/run/docker.sock',
  socketGone: 'Docker is running, but its socket /var/run/docker.sock is gone',
  silent: ({ said }: { said: string }) => `Docker is running and accepts connections but does not answer: ${said}`,
  silentRemedy: 'systemctl restart docker (if that hangs too: systemctl kill -s KILL docker; systemctl start docker)',
  startLimit: 'Docker was started too often in a short time, and systemd has given up on it (start limit)',
  failed: ({ reason }: { reason: string }) => `Docker failed to start: ${reason}`,
  failedWith: ({ result }: { result: string }) => `Docker failed to start (${result})`,
  failedRemedy: ({ command }: { command: string }) => `Fix what it reports, then: ${command}`,
  notDocker: ({ socket, said }: { socket: string; said: string }) => `what listens at ${socket} is not Docker: ${said}`,
  notInstalled: 'Docker is not installed',
  notInstalledRemedy: 'Install it: apt-get install docker.io',
  systemDocker: 'apt-get install docker.io, and systemctl start docker.socket docker',
  snap: 'Docker is installed as a snap here (snap.docker.dockerd): it reads neither /etc/docker/daemon.json nor docker.service',
  snapRemedy: ({ install }: { install: string }) => `snap remove docker (this removes its containers), then ${install}`,
  podman: 'Podman answers instead of Docker here; it does not have Docker’s overlay networks',
  podmanRemedy: ({ install }: { install: string }) =>
    `apt-get remove podman-docker; systemctl disable --now podman.socket; rm -f /var/run/docker.sock; ${install}`,
  rootless: ({ uid, pid }: { uid: number; pid: number }) =>
    `Docker is rootless here (user ${uid}, process ${pid}): it cannot create the lab's networks`,
  rootlessRemedy: ({ install }: { install: string }) => `Use the system's own: ${install}`,
  engineLate: ({ node, seconds }: { node: string; seconds: number }) =>
    `The engine of ${node} did not answer within ${seconds} s`,

  // With what the engine would not start again.
  otherConfigFile: 'the file of --config-file',
  setTwice: ({ keys, file }: { keys: readonly string[]; file: string }) =>
    `${keys.join(' and ')} ${keys.length > 1 ? 'are' : 'is'} set both in ${file} and as a flag of docker.service: Docker's next start fails (specified both as a flag and in the configuration file)`,
  hostsTwiceRemedy: ({ file, command }: { file: string; command: string }) =>
    `Remove hosts from ${file} and put its values into the unit: systemctl edit docker, with ExecStart= and ExecStart=${command} -H tcp://… Then systemctl daemon-reload.`,
  setTwiceRemedy: ({ keys, file }: { keys: readonly string[]; file: string }) =>
    `Remove ${keys.join(' and ')} from ${file}, or from the unit (systemctl cat docker).`,
  byteOrderMark: ({ file }: { file: string }) =>
    `${file} line 1, column 1: a byte order mark, with which Docker does not start`,
  byteOrderMarkRemedy: ({ file }: { file: string }) => `sed -i '1s/^\\xEF\\xBB\\xBF//' ${file}`,
  notText: ({ file }: { file: string }) => `${file} is not text`,
  notTextRemedy: ({ file }: { file: string }) => `Move it away: mv ${file} ${file}.off`,
  notJson: ({ file, line, column, what }: { file: string; line: number; column: number; what: string }) =>
    `${file} line ${line}, column ${column}: ${what}; Docker does not start with that`,
  notJsonRemedy: ({ file }: { file: string }) => `Fix that line, and try: python3 -m json.tool ${file}`,
  comment: 'a comment, which JSON does not have',
  notObject: ({ file }: { file: string }) => `${file} is not a JSON object`,
  notObjectRemedy: 'Put its settings in {…}.',
  proxied: ({ variable, address }: { variable: string; address: string }) =>
    `Docker runs with ${variable}, and would reach etcd at ${address} through that proxy`,

  // Files, units and services of a node.
  notRegular: ({ path }: { path: string }) => `${path} is not a regular file`,
  notRegularRemedy: ({ node, path }: { node: string; path: string }) =>
    `Check it on ${node}: ls -l ${path}. Move it away, and try again.`,
  unitDidNot: ({ unit, action, reason }: { unit: string; action: 'start' | 'stop' | 'restart'; reason: string }) =>
    `${unit} did not ${action}${reason && `: ${reason}`}`,
  unitRemedy: ({ node, unit }: { node: string; unit: string }) => `Check it on ${node}: journalctl -u ${unit} -n 50`,
  nul: 'A NUL character cannot be part of an argument.',
  onlyContinues: ({ who }: { who: string }) => `${who} only says to continue, and gives no answer.`,
  dockerAsked: ({ method, path }: { method: string; path: string }) => `Docker, asked for ${method} ${path},`,
  dockerAnswer: ({ method, path }: { method: string; path: string }) => `what Docker answers to ${method} ${path}`,
  askedFrom: ({ where, node }: { where: string; node: string }) => `${where}, asked from ${node},`,
  answerOf: ({ where, node }: { where: string; node: string }) => `the answer of ${where}, asked from ${node},`,
  askingCancelled: ({ where }: { where: string }) => `Asking ${where} was cancelled.`,
  noAnswer: ({ where, node, milliseconds }: { where: string; node: string; milliseconds: number }) =>
    `${where}, asked from ${node}, gave no answer in ${milliseconds} ms.`,
  notAsked: ({ where, node, why }: { where: string; node: string; why: string }) =>
    `${where}, asked from ${node}: ${why}`,
  answerNotJson: ({ where, node, said }: { where: string; node: string; said: string }) =>
    `${where}, asked from ${node}, did not answer in JSON: ${said}`,
  closedUnanswered: 'it closed the connection without an answer',

  // Leaving a swarm.
  notConnectedAgain: ({ each }: { each: readonly string[] }) => each.join('; '),
  oneNotConnected: ({ container, why }: { container: string; why: string }) =>
    `${container} could not be connected to its network again (${why})`,
  notConnectedRemedy: ({ node, commands }: { node: string; commands: readonly string[] }) =>
    `On ${node}: ${commands.join('; ')}. Then try again.`,
  didNotLeave: ({ node }: { node: string }) => `${node} did not leave its swarm`,
  attachedNotNoted: ({ node, said }: { node: string; said: string }) =>
    `What leaving the swarm removes from its bridges could not be recorded on ${node}: ${said}`,
  attachedNotNotedRemedy: 'Is its disk full or read-only? Nothing was left or disconnected.',
};
