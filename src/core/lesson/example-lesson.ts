/** The files of a lesson to begin with, called by its folder where that makes a name. */
export function exampleLesson(folder: string): Record<string, string> {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-$/, '');
  return {
    'lesson.yaml': head.replace('NAME', name || 'my-lesson'),
    'look.md': look,
    'reach.md': reach,
  };
}

const head = `name: NAME
title: What the machines have to begin with
# track: swarm      # the way to a network for which it is meant; any where there is none
parts:              # files of this folder, in their order
  - look.md
  - reach.md
`;

const look = `---
title: Look around
goal: you know each machine's address, and what its interfaces are called.
commands:
  - {on: all, run: ip -brief address, note: 'Each interface in one line: name, state, addresses.'}
  - {on: 1, run: docker version}
checks:
  - {on: all, interface: lo, hint: Without a loopback interface hardly anything works.}
  - {on: 1, command: ip -brief address, prints: 'lo *127.0.0.1', hint: The loopback interface has no address.}
  - {on: all, file: /etc/hostname}
questions:
  - ask: Why do two machines both have the address 127.0.0.1?
    choices:
      - {text: 'Each means itself by it', right: true}
      - {text: One of them is set up wrongly, why: 'It is the same on each machine, and right.'}
    explain: What is sent to 127.0.0.0/8 never leaves the machine, so the same address can be on each of them.
---
Before anything is built, look at what is there. The first machine of this lab is **@{node 1}**, with the address
\`@{address 1}\`; the second is **@{node 2}**, with \`@{address 2}\`.

1. Have a look at both with the command at the right.
2. Find the interface that has the machine's own address.
`;

const reach = `---
title: Reach the other machine
goal: each machine answers the other one.
commands:
  - {on: 1, run: 'ping -c 3 @{address 2}'}
  - {on: 2, run: 'ping -c 3 @{address 1}'}
checks:
  - {on: 1, command: 'ping -c 1 -W 2 @{address 2}', prints: '1 received'}
  - {on: 1, port: 22, at: 2, hint: 'sshd of @{node 2} does not answer.'}
---
The overlay's packets are wrapped in ordinary ones between the machines. So the machines must reach each other **before** there
is any overlay; if they do not, nothing that is built on top will work.
`;
