export const bounds = {
  because: ({ why }: { why: string }) => `: ${why}`,
  cancelled: 'Cancelled',
  aTerminal: 'a terminal',
  theEndOf: ({ name }: { name: string }) => `the end of ${name}`,
  dockerRequest: ({ name }: { name: string }) => `a request to Docker (${name})`,
  dockerAnswerInvalid: ({ node, name }: { node: string; name: string }) =>
    `Docker on ${node} gave an invalid answer (${name}).`,
  dockerAnswerInvalidRemedy: ({ node }: { node: string }) =>
    `Check what answers at /var/run/docker.sock on ${node}: docker version, ss -xlp.`,
  dockerSilent: ({ node, seconds, name, why }: { node: string; seconds: number; name: string; why: string }) =>
    `Docker on ${node} has not answered for ${seconds} s (${name})${why}.`,
  withRemedy: ({ message, remedy }: { message: string; remedy: string }) => `${message} ${remedy}`.trim(),
  nodeMute: ({ node }: { node: string }) =>
    `${node} does not answer: the machine or the connection to it hangs. Check that it is up and does something; Cancel ends the waiting.`,
  meanwhile: ({
    what,
    node,
    seconds,
    why,
    remedy,
  }: {
    what: string;
    node: string;
    seconds: number;
    why: string;
    remedy: string;
  }) => `Docker on ${node} does not answer: ${why}. ${remedy} (Waiting for ${seconds} s: ${what}.)`,
  dockerSilentRemedy: ({ node }: { node: string }) =>
    `On ${node}: systemctl status docker and journalctl -u docker -n 50 show what it is doing; systemctl restart docker ends a hang.`,
  programOn: ({ what, node }: { what: string; node: string }) => `${what} on ${node}`,
  aScript: 'a script of the app',
  aConnection: ({ host, port }: { host: string; port: number }) => `a connection to ${host} port ${port}`,
  theUpload: ({ path, node }: { path: string; node: string }) => `The upload of ${path} to ${node}`,
  anUpload: ({ path }: { path: string }) => `an upload to ${path}`,
  fewPrograms: 'a few programs at a time',
  endOfPrograms: 'the end of earlier programs',
  closing: ({ node }: { node: string }) => `closing the connection to ${node}`,
  programSays: ({ name, node }: { name: string; node: string }) => `what ${name} says on ${node}`,
  dockerdStopped: 'dockerd is stopped (SIGSTOP)',
  dockerdStoppedRemedy: ({ node }: { node: string }) =>
    `Resume it on ${node}: systemctl kill -s CONT --kill-who=main docker`,
  dockerdWaits: 'dockerd is waiting in the kernel, most likely for its disk',
  dockerdWaitsRemedy: ({ node }: { node: string }) => `On ${node}: dmesg shows what it is waiting for.`,
  dockerdWaitsForStore: ({ store }: { store: string }) =>
    `it is waiting for its cluster store ${store}, which accepts no connections`,
  dockerdWaitsForStoreRemedy: ({ node }: { node: string }) =>
    `Start the store again; or, on ${node}, remove cluster-store from dockerd's options, then: systemctl restart docker`,
  runIsOver: 'The run is over',
  cancelledAll: 'Cancelled: what was started on the nodes has been stopped.',
  cancelledSome: ({ left }: { left: readonly string[] }) => `Cancelled. ${left.join(' ')}`,
  cancelledSomeRemedy:
    'Programs that are still running there are stopped within seconds, even without this app; a check shows what is there.',
  stillRunning: ({ node, whats }: { node: string; whats: readonly string[] }) =>
    `Still running on ${node}: ${whats.join(', ')}.`,
  uploadStalled: ({ what, seconds }: { what: string; seconds: number }) =>
    `${what} stalled: nothing arrived for ${seconds} s.`,
};
