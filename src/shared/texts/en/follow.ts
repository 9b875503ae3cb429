const packets = (count: number) => (count === 1 ? '1 packet' : `${count} packets`);

export const follow = {
  command: 'sends packets from one worker to another and shows each point that they pass; changes nothing',
  what: 'a practice lab, or a lab file',
  fromOption: 'the sending worker, or its node',
  toOption: 'the worker to reach, or its node',
  kindOption: 'ping, tcp or udp',
  sizeOption: 'bytes of data in a packet',
  dfOption: 'nobody on the way may cut it into pieces (don’t fragment)',
  countOption: 'so many packets',
  rateOption: 'so many a second',
  outOption: 'keeps all that was caught for Wireshark: a file that ends in .pcapng',
  otherFile: 'a file that ends in .pcapng',
  unknownKind: ({ kind }: { kind: string }) => `'${kind}' is no kind of packet: ping, tcp or udp`,
  following: ({ from, to, kind }: { from: string; to: string; kind: string }) =>
    `Following ${kind} from ${from} to ${to}.`,
  stopped: 'Stopped following; nothing was left on the nodes.',
  program: ({ node }: { node: string }) => `the capture on ${node}`,
  ended: ({ node }: { node: string }) => `The capture on ${node} ended too early.`,
  sameEnds: ({ node }: { node: string }) => `Both ends are ${node}: there is no way to follow.`,
  tooLong: ({ seconds, most }: { seconds: number; most: number }) =>
    `So many packets at this rate take ${seconds} s; at most ${most} s are followed.`,
  noSuchEnd: ({ name, known }: { name: string; known: readonly string[] }) =>
    `The lab has no worker or node '${name}'; there are ${known.join(', ')}.`,
  refused: ({ node, why }: { node: string; why: string }) => `A packet cannot be followed on ${node}: ${why}`,
  refusedRemedy:
    'Build the lab first. tcpdump, perl and nsenter come with the packages tcpdump, perl-base and util-linux.',
  noWorker: ({ worker }: { worker: string }) => `${worker} is not running in the lab’s network.`,
  lacks: ({ tools }: { tools: readonly string[] }) => `it lacks ${tools.join(', ')}.`,
  noCapture: 'it has neither tcpdump nor perl, so nothing can catch packets there.',
  point: ({ node, device }: { node: string; device: string }) => `${node}’s ${device}`,
  places: {
    worker: ({ device, node }: { device: string; node: string }) => `${device} of the worker on ${node}`,
    bridge: ({ device, node }: { device: string; node: string }) => `bridge ${device} on ${node}`,
    switch: ({ device, node }: { device: string; node: string }) => `port ${device} of Open vSwitch on ${node}`,
    tunnel: ({ device, node }: { device: string; node: string }) => `tunnel endpoint ${device} on ${node}`,
    machine: ({ device, node }: { device: string; node: string }) => `network card ${device} of ${node}`,
    out: ({ device, node }: { device: string; node: string }) => `${device} of the worker on ${node}, its way out`,
    gateway: ({ device, node }: { device: string; node: string }) =>
      `bridge ${device} on ${node}, the workers’ way out`,
  },
  neverSeen: ({ before }: { before: string }) => `never seen at ${before}`,
  lostBetween: ({ after, before }: { after: string; before: string }) => `left ${after}, never reached ${before}`,
  lostSomewhere: ({ before }: { before: string }) =>
    `not seen at ${before}, but not everything was caught there, so it may have passed`,
  allArrived: ({ from, to, count, back }: { from: string; to: string; count: number; back: number }) =>
    `No loss: ${packets(count)} from ${from} reached ${to}, and ${packets(back)} came back.`,
  nothingSent: ({ from, to }: { from: string; to: string }) => `${from} sent nothing to ${to} that was seen anywhere.`,
  noAnswer: ({ count, all, worker }: { count: number; all: number; worker: string }) =>
    `All of it arrived, but ${worker} did not answer ${count} of ${packets(all)}.`,
  verdict: {
    there: ({ count, all, where }: { count: number; all: number; where: string }) =>
      `Lost on the way there: ${count} of ${packets(all)}, ${where}.`,
    back: ({ count, all, where }: { count: number; all: number; where: string }) =>
      `Lost on the way back: ${count} of ${packets(all)}, ${where}.`,
  },
  note: {
    there: ({ number, at, of }: { number: number; at: number; of: number }) => `packet ${number}, hop ${at} of ${of}`,
    back: ({ number, at, of }: { number: number; at: number; of: number }) => `answer ${number}, hop ${at} of ${of}`,
  },
  part: ({ name, bytes }: { name: string; bytes: number }) => `${name} ${bytes}`,
  changes: {
    wrapped: ({ bytes, parts }: { bytes: number; parts: readonly string[] }) =>
      `${bytes} bytes put around it: ${parts.join(' + ')}`,
    unwrapped: ({ bytes }: { bytes: number }) => `${bytes} bytes taken off`,
    ttl: ({ from, to }: { from: number; to: number }) => `TTL ${from} → ${to}: a machine routed it`,
    source: ({ from, to }: { from: string; to: string }) => `source rewritten: ${from} → ${to}`,
    target: ({ from, to }: { from: string; to: string }) => `destination rewritten: ${from} → ${to}`,
    frame: ({ from, to }: { from: string; to: string }) => `MAC addresses: ${from} became ${to}`,
    pieces: 'cut into pieces',
  },
  layers: {
    ethernet: ({ from, to }: { from: string; to: string }) => `Ethernet ${from} → ${to}`,
    asks: ({ sender, target }: { sender: string; target: string }) => `ARP: who has ${target}? asks ${sender}`,
    tells: ({ sender, mac }: { sender: string; mac: string }) => `ARP: ${sender} is at ${mac}`,
    ipv4: ({ from, to, ttl, id, df }: { from: string; to: string; ttl: number; id: number; df: boolean }) =>
      `IPv4 ${from} → ${to}, TTL ${ttl}, id ${id}${df ? ', don’t fragment' : ''}`,
    piece: ({ from, to, ttl, id, offset }: { from: string; to: string; ttl: number; id: number; offset: number }) =>
      `IPv4 ${from} → ${to}, TTL ${ttl}, id ${id}, piece from byte ${offset}`,
    ipv6: ({ from, to, hops }: { from: string; to: string; hops: number }) => `IPv6 ${from} → ${to}, hop limit ${hops}`,
    question: ({ id, seq }: { id: number; seq: number }) => `ICMP echo request, id ${id}, seq ${seq}`,
    answer: ({ id, seq }: { id: number; seq: number }) => `ICMP echo reply, id ${id}, seq ${seq}`,
    icmp: ({ type, code }: { type: number; code: number }) => `ICMP type ${type}, code ${code}`,
    tooLarge: ({ mtu }: { mtu: number }) => `ICMP: too large, MTU ${mtu}`,
    udp: ({ from, to, length }: { from: number; to: number; length: number }) =>
      `UDP ${from} → ${to}, length ${length}`,
    tcp: ({ from, to, seq, ack, flags }: { from: number; to: number; seq: number; ack: number; flags: string }) =>
      `TCP ${from} → ${to}, ${flags}, seq ${seq}, ack ${ack}`,
    vxlan: ({ vni }: { vni: number }) => `VXLAN, VNI ${vni}`,
    esp: ({ spi, seq }: { spi: string; seq: number }) => `ESP (encrypted), SPI ${spi}, seq ${seq}`,
    data: ({ bytes }: { bytes: number }) => `${bytes} bytes of data`,
    broken: ({ bytes }: { bytes: number }) => `${bytes} bytes that make no sense`,
  },
  told: ({ by, type, code, count }: { by: string; type: number; code: number; count: number }) =>
    `${by} reported an error about it (ICMP type ${type}, code ${code}), ${count === 1 ? 'once' : `${count} times`}.`,
  toldTooLarge: ({ by, mtu, count }: { by: string; mtu: number; count: number }) =>
    `${by} said that it is too large: ${mtu} bytes fit (${count === 1 ? 'once' : `${count} times`}).`,
  unanswered: ({ target, last }: { target: string; last: string }) =>
    `Nobody answered who has ${target}; the question was last seen at ${last}.`,
  stray: ({ point, count }: { point: string; count: number }) =>
    `${packets(count)} took the workers’ way out, at ${point}, where none should be.`,
  noStray: 'None of it took the workers’ way out.',
  notCaught: ({ point, why }: { point: string; why: string }) => `At ${point} nothing could be caught: ${why}`,
  missed: ({ point, count }: { point: string; count: number }) =>
    `At ${point} not everything was caught${count > 0 ? `: ${packets(count)} went by too fast` : ''}.`,
  encrypted: ({ point }: { point: string }) =>
    `What passes ${point} is encrypted, so packets cannot be told apart there.`,
  byPerl: ({ node }: { node: string }) => `${node} has no tcpdump: the app caught the packets itself, with perl.`,
  clock: ({ node, ahead, within }: { node: string; ahead: number; within: number }) =>
    `${node}’s clock is ${Math.abs(ahead)} µs ${ahead < 0 ? 'behind' : 'ahead'} (within ${within} µs, from the round trip); its times are corrected by that. Hops are in the order of the way, not of the clocks.`,
  noClock: ({ node }: { node: string }) =>
    `Nothing came back, so ${node}’s clock cannot be compared: its times count from the first packet that arrived there.`,
  report: {
    title: ({ from, to }: { from: string; to: string }) => `From ${from} to ${to}`,
    packet: {
      there: ({ number }: { number: number }) => `Packet ${number}`,
      back: ({ number }: { number: number }) => `Answer ${number}`,
    },
    piece: ({ offset }: { offset: number }) => `piece from byte ${offset}`,
    hop: ({ at, length }: { at: number; length: number }) => `+${at} µs, ${length} bytes`,
    unchanged: 'The headers are as they were.',
    again: ({ count }: { count: number }) => (count === 1 ? 'seen once more here' : `seen ${count} times more here`),
    said: 'What the sender printed',
    written: ({ file }: { file: string }) => `All that was caught: ${file}`,
  },
};
