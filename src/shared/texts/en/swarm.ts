export const swarm = {
  networksLate: ({ nodes }: { nodes: readonly string[] }) =>
    `the networks of the swarm are not on ${nodes.join(', ')} yet`,
  notComplete: ({ seconds, why }: { seconds: number; why: string }) =>
    `The swarm was not complete within ${seconds} s: ${why}`,
  notCompleteRemedy: ({ port }: { port: number }) =>
    `Open ${port}/tcp, 7946 tcp and udp and 4789/udp between the nodes, then run again.`,
};
