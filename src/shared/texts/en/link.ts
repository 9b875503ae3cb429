/** The connection to a node, and what it shows before anything is sent. */
export const link = {
  closedByNode: 'the node closed the connection',
  closedHere: 'it was closed here',
  nodeClosed: 'the node closed it',
  gone: ({ node, why }: { node: string; why: string }) => `The connection to ${node} is gone: ${why}`,
  goneRemedy: 'Check that the machine is up, then try again: the lab first checks what is really there.',
  channel: ({ node }: { node: string }) => `sshd on ${node}, asked for a channel,`,
  notSsh: ({ node, host, port, why }: { node: string; host: string; port: number; why: string }) =>
    `${node} (${host} port ${port}) answers, but does not speak SSH: ${why}`,
  notSshRemedy: ({ host, port }: { host: string; port: number }) =>
    `Check what is there with: ssh -v -p ${port} ${host}`,
  unreachable: ({ node, host, port, why }: { node: string; host: string; port: number; why: string }) =>
    `${node} (${host} port ${port}): ${why}`,
  unreachableRemedy:
    'Check that the machine is up, that its address and port are right, and that sshd is running there.',
  connectingCancelled: ({ node }: { node: string }) => `Connecting to ${node} was cancelled.`,
  droppedAlways: ({ why, milliseconds }: { why: string; milliseconds: number }) =>
    `it has closed connections before SSH starts (${why}) for ${milliseconds} ms`,
  noAnswer: ({ milliseconds }: { milliseconds: number }) => `no answer within ${milliseconds} ms`,
  mute: ({ milliseconds }: { milliseconds: number }) =>
    `it accepts the connection, but its sshd says nothing for ${milliseconds} ms: the machine hangs, or packets to it are lost`,
  jumpHost: ({ why }: { why: string }) => `the jump host reports: ${why}`,
  noSign: ({ seconds }: { seconds: number }) => `no sign of life for ${seconds} s`,
  helperStopped: 'the helper that guards it was stopped',
  helperBabbles: 'the helper that guards it says something else',
  sftpClosed: 'the SFTP session was closed',

  // What its sshd offers.
  onlyOffers: ({ kind, list }: { kind: string; list: readonly string[] }) =>
    `its sshd offers only the ${kind} ${list.join(', ')}, which this app does not support`,
  keyExchange: 'key exchange',
  hostKey: 'host key',
  cipher: 'cipher',
  mac: 'MAC',
  onlyChacha:
    'its sshd offers only the cipher chacha20-poly1305 without strict key exchange, which is open to CVE-2023-48795',
  noMatch: ({ node, host, port, why }: { node: string; host: string; port: number; why: string }) =>
    `${node} (${host} port ${port}) answers, but ${why}. Nothing was sent.`,
  noMatchRemedy: ({ speak, setting }: { speak: readonly string[]; setting: string }) =>
    `Configure its sshd to offer one of ${speak.join(', ')} (${setting} in /etc/ssh/sshd_config), or bring it up to date.`,

  // Host keys.
  knownHosts: 'the known_hosts file',
  knownHostsRemedy: 'Give a regular known_hosts file.',
  notFiled: ({ node, name }: { node: string; name: string }) =>
    `${node}: no host key can be saved under the name ${name}`,
  notFiledRemedy:
    'Give it another host or HostKeyAlias: without spaces, commas or wildcards, and without - | @ # at the start.',
  unknownKey: ({
    node,
    host,
    port,
    key,
    notes,
  }: {
    node: string;
    host: string;
    port: number;
    key: string;
    notes: readonly string[];
  }) => `The host key of ${node} (${host} port ${port}) is unknown: ${key}${notes.map((note) => ` ${note}`).join('')}`,
  claimed: ({ file }: { file: string }) =>
    `${file} lists it, but that file came with the lab file, so it proves nothing.`,
  authority: ({ file, line }: { file: string; line: number }) =>
    `${file} line ${line} trusts a certificate authority for this host (@cert-authority); this app does not read host certificates, so the key itself must be known.`,
  unknownKeyRemedy: ({ files }: { files: readonly string[] }) =>
    `Compare this fingerprint with the one on the machine itself (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then accept it, or connect once with ssh. The app looks for it in ${files.join(', ')}.`,
  changedKey: ({
    node,
    host,
    port,
    known,
    offered,
  }: {
    node: string;
    host: string;
    port: number;
    known: string;
    offered: string;
  }) =>
    `The host key of ${node} (${host} port ${port}) has changed: known is ${known}, offered was ${offered}. Nothing was sent.`,
  changedKeyRemedy: ({ name, file }: { name: string; file: string }) =>
    `Another machine may be answering in its place. If the machine was really reinstalled, remove the old key with: ssh-keygen -R ${name} -f ${file}`,
  revokedKey: ({
    node,
    host,
    port,
    key,
    known,
  }: {
    node: string;
    host: string;
    port: number;
    key: string;
    known: string;
  }) => `The host key of ${node} (${host} port ${port}) is revoked: ${key} (known as ${known}). Nothing was sent.`,
  revokedKeyRemedy: 'This key is known to be compromised. Give the machine a new one.',
  keyNotSaved: ({ node, why }: { node: string; why: string }) => `The host key of ${node} could not be saved: ${why}`,
  keyNotSavedRemedy: ({ file }: { file: string }) => `Make ${file} a regular file that you can write to.`,
  noPlaceForKeys: ({ file }: { file: string }) => `${file} is not a file that host keys can be saved in`,
};
