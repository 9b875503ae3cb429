export const preflight = {
  lacksSome: ({ each }: { each: readonly string[] }) => each.join('; '),
  systemd: 'systemd',
  unknown: 'unknown',
  systemAndEngine: ({ os, engine }: { os: string; engine: string }) => `${os}, engine ${engine}`,
  hostname: 'hostname',
  hostnames: 'hostnames',
  engineId: 'engine id',
  engineIds: 'engine ids',
  forwardingOffRemedy: 'sysctl net.ipv4.ip_forward=1',
  clockUnknown: ({ name }: { name: string }) => `whether its clock and that of ${name} agree is unknown`,
  clocksAgree: 'clocks agree within a second',
  clocksApart: ({ name, seconds }: { name: string; seconds: string }) =>
    `its clock and that of ${name} are ${seconds} s apart`,
  clocksApartRemedy: 'Set the clocks: timedatectl set-ntp true',
  itsUnknown: ({ what }: { what: string }) => `its ${what} is unknown`,
  areDistinct: ({ what }: { what: string }) => `${what} are distinct`,
  sameAsTwin: ({ what, twin, value }: { what: string; twin: string; value: string }) =>
    `has the same ${what} as ${twin}: ${value}`,
  rootlessDocker: 'rootless Docker',
  notDocker: ({ what }: { what: string }) =>
    `what answers at /var/run/docker.sock is ${what}, which cannot build a lab`,
  notDockerRemedy: 'Install and start the system’s own Docker: apt-get install docker.io',
  engineIs: ({ version, apiVersion }: { version: string; apiVersion: string }) =>
    `engine ${version}, API ${apiVersion}`,
  engineNotInTheWay: 'the engine’s own state is not in the way',
  liveRestore: 'live-restore is on: overlay connections can break when docker restarts',
  liveRestoreRemedy: 'Turn it off in daemon.json for the lab.',
  eachTrack: ({ can, cannot }: { can: readonly string[]; cannot: readonly string[] }) =>
    [
      can.length > 0 ? `other tracks for this engine: ${can.join('; ')}` : 'no other track is for this engine',
      ...(cannot.length > 0 ? [`not for it: ${cannot.join('; ')}`] : []),
    ].join('. '),
  gives: ({ track, what }: { track: string; what: string }) => `${track}, ${what}`,
  needs: ({ track, engines }: { track: string; engines: string }) => `${track} (Docker ${engines})`,
  given: {
    etcd: 'the overlay of the tutorial, through a store',
    swarm: 'Docker’s own overlay, without a store',
    vxlan: 'the same tunnel by hand',
    routed: 'no tunnel, routes alone',
    ovs: 'a tunnel by Open vSwitch',
  },
  otherEngines: ({ engines }: { engines: string }) => `Use nodes with Docker ${engines}.`,
  otherTrack: ({ track, more, engines }: { track: string; more: readonly string[]; engines: string }) =>
    `Set “track: ${track}” in the lab file: it works with this engine${more.length > 0 ? ` (and so does ${more.join(' or ')}, without an overlay of Docker’s)` : ''}. Or use nodes with Docker ${engines}.`,
  startedManually: ({ pid }: { pid: number }) => `was started manually (process ${pid})`,
  runsAs: ({ unit }: { unit: string }) => `runs as ${unit}, not as docker.service`,
  dockerWithStore: ({ how }: { how: string }) => `Docker ${how}, with the lab's store already`,
  stopItRemedy: ({ pid }: { pid: number }) =>
    `Stop it and start the service: kill ${pid}; sleep 3; systemctl start docker.socket docker`,
  otherUnitRemedy: ({ unit }: { unit: string }) =>
    `Have it run as docker.service: systemctl disable --now ${unit}; systemctl enable --now docker. Where there is no docker.service, give its unit that name: systemctl show -p FragmentPath ${unit} shows its file.`,
  cannotRestart: ({ how }: { how: string }) => `Docker ${how}: the lab cannot restart it`,
  otherFile: ({ path, file }: { path: string; file: string }) =>
    `docker.service uses another file through --config-file (${path}): the lab writes ${file} only`,
  otherFileRemedy: ({ file }: { file: string }) =>
    `Move its settings to ${file} and remove --config-file from the unit (systemctl edit docker), then: systemctl daemon-reload; systemctl restart docker`,
  namesFree: 'the names that the lab needs are free or belong to it',
  containerTaken: ({ name }: { name: string }) => `has a container ${name} that the lab did not create`,
  containerTakenRemedy: ({ node, name }: { node: string; name: string }) =>
    `On ${node}: docker rename ${name} ${name}-before`,
  networkTaken: ({ name, driver }: { name: string; driver: string }) =>
    `has a network ${name} with driver ${driver} that the lab did not create`,
  networkTakenRemedy: ({ node, id }: { node: string; id: string }) =>
    `Choose another network name in the lab file, or remove that one on ${node}: docker network rm ${id}`,
  theLabMade: ({ lab }: { lab: string }) => `the lab ${lab} made`,
  noLabMade: 'no lab made',
  imageTaken: ({ image, maker }: { image: string; maker: string }) => `has an image ${image} that ${maker}`,
  portsNotTested: 'the ports between the nodes were not tested',
  portsReachable: 'the other nodes can reach all of its ports',
  portsBlocked: ({ ports, node, from }: { ports: readonly string[]; node: string; from: readonly string[] }) =>
    `${ports.join(', ')} on ${node} cannot be reached from ${from.join(', ')}: a firewall on ${node} or on the path blocks them`,
  portsBlockedRemedy: ({ node, command }: { node: string; command: string }) => `Open them on ${node}: ${command}`,
  narrowPath: ({ full, from, node, least }: { full: number; from: readonly string[]; node: string; least: number }) =>
    `packets of ${full} bytes on 4789/udp from ${from.join(', ')} do not arrive at ${node}; those of ${least} do`,
  narrowPathRemedy: ({ mtu }: { mtu: number }) =>
    `Set “mtu: ${mtu}” under “network:” in the lab file, or fix the path between the nodes.`,
  typedEtcd: 'a manually started etcd uses 2379; the lab uses it if it is a healthy member',
  systemEtcd:
    'the system’s own etcd uses 2379 and 2380; it is stopped while the lab needs them, and undo starts it again',
  portsFree: ({ ports }: { ports: readonly string[] }) => `${ports.join(', ')} are free or ours`,
  anotherProgram: 'another program',
  portTaken: ({ port, protocol, program }: { port: number; protocol: string; program: string }) =>
    `${port}/${protocol} is in use by ${program}`,
  portTakenRemedy: ({ port }: { port: number }) => `Stop it on the node: ss -lntup 'sport = :${port}' shows it.`,
  subnetFree: ({ subnet }: { subnet: string }) => `${subnet} is free here`,
  subnetOverlaps: ({ subnet, by }: { subnet: string; by: string }) => `${subnet} overlaps with ${by}`,
  subnetOverlapsRemedy: 'Choose another subnet in the lab file, or leave it out: then a free one is chosen.',
  becomesRoot: ({ user }: { user: string }) => `${user} becomes root through sudo`,
  rootLogsIn: 'root logs in',
  notRoot: ({ uid }: { uid: number }) => `commands run as user ${uid}, not as root`,
  notRootRemedy: 'Log in as root, or as a user who may use sudo for every command.',
  noSystemd: ({ init }: { init: string }) => `process 1 is ${init}, not systemd`,
  noSystemdRemedy: 'The lab manages etcd and docker as systemd services: use a node that runs systemd.',
  vxlanWorks: 'the kernel can create VXLAN links',
  noVxlan: 'the kernel cannot create a VXLAN link',
  noVxlanRemedy: 'Load it: modprobe vxlan. Where that fails, install the extra modules of this kernel.',
  espWorks: 'the kernel can encrypt packets (ESP)',
  noEsp:
    'the kernel cannot encrypt packets (ESP): the network would be created without an error, and lose every packet',
  noEspRemedy:
    'Load it: modprobe esp4. Where that fails, install the extra modules of this kernel, or leave encrypted out of the lab file.',
  addressHere: ({ address }: { address: string }) => `${address} is on this node`,
  addressNotHere: ({ address }: { address: string }) => `${address} is not an address of this node`,
  hasNone: 'it has none',
  addressNotHereRemedy: ({ addresses }: { addresses: string }) => `Use one of its own in the lab file: ${addresses}.`,
  spaceUnknown: 'the free space in /var/lib is unknown',
  spaceFree: ({ megabytes }: { megabytes: number }) => `${megabytes} MB free in /var/lib`,
  spaceOnly: ({ free }: { free: string }) => `only ${free}`,
  spaceOnlyRemedy: 'Free some space first: docker system df shows what uses it.',
  mtuUnknown: 'the MTU of the underlay is unknown',
  mtuIs: ({ mtu }: { mtu: number }) => `underlay MTU ${mtu}`,
  mtuTooSmall: ({ mtu, wanted, headers }: { mtu: number; wanted: number; headers: number }) =>
    `underlay MTU ${mtu}: full packets between workers, ${wanted}${headers > 0 ? ` + ${headers}` : ''} bytes, do not fit`,
  mtuTooSmallRemedy: ({ mtu }: { mtu: number }) => `Set “mtu: ${mtu}” under “network:” in the lab file.`,
  forwardingOn: 'IP forwarding is on',
  forwardingOff: 'IP forwarding is off: containers cannot reach the outside through eth1',
  lacks: ({ programs }: { programs: readonly string[] }) => `has no ${programs.join(', ')}`,
  installMissing: ({ command }: { command: string }) => `Install what is missing: ${command}`,
  lacksFor: ({ program, what }: { program: string; what: string }) => `has no ${program}: ${what} cannot be shown`,
  programsInstalled: 'all programs are installed',
  inNamespace: ({ namespace }: { namespace: string }) => ` in ${namespace}`,
  vniTaken: ({ link, where, vni }: { link: string; where: string; vni: number }) =>
    `the VXLAN link ${link}${where} has the VNI ${vni} that the overlay needs`,
  vniTakenRemedy: ({ command }: { command: string }) => `Remove it: ${command}`,
  notReached: 'not reached',
  systemIs: ({ os, kernel }: { os: string; kernel: string }) => `${os}, kernel ${kernel}`,
  sameNameRemedy: 'Give each node its own name: hostnamectl set-hostname NAME, then restart docker.',
  clonedRemedy: 'The node was cloned: remove /etc/docker/key.json and restart docker.',
  etcdIs: ({ version, path }: { version: string; path: string }) => `etcd ${version} at ${path}`,
  archiveUsed: ({ reason }: { reason: string }) => `${reason}; the archive you named is used`,
  noEtcdRemedy:
    'Install etcd 2.2 to 3.5 (Debian: etcd-server), or give a release with --etcd-archive and --etcd-sha256.',
  otherLab: ({ labs }: { labs: readonly string[] }) => `the lab ${labs.join(', ')} is built on this node`,
  otherLabRemedy: 'Reset that lab first: one node serves one lab at a time.',
};
