export const bridges = {
  onNode: ({ node, range }: { node: string; range: string }) => `${range} on ${node}`,
  made: ({ name, each }: { name: string; each: readonly string[] }) => `bridge ${name}: ${each.join(', ')}`,
  missingOn: ({ name, nodes }: { name: string; nodes: readonly string[] }) =>
    `${name} does not exist on ${nodes.join(', ')} yet`,
  adds: ({
    name,
    node,
    range,
    gateway,
    link,
  }: {
    name: string;
    node: string;
    range: string;
    gateway: string;
    link: string;
  }) => `+ network ${name} (bridge ${link}, ${range}, gateway ${gateway}) on ${node}`,
  subnet: 'the subnet',
  range: 'the range of addresses',
  gateway: 'the gateway',
  isOther: ({
    node,
    name,
    what,
    is,
    wanted,
  }: {
    node: string;
    name: string;
    what: string;
    is: string;
    wanted: string;
  }) => `${name} on ${node}: ${what} is ${is || 'not set'}, not ${wanted}`,
  isOtherRemedy: 'Undo it, then run again: npx overlay-lab undo network && npx overlay-lab run',
  linkTaken: ({ node, link }: { node: string; link: string }) =>
    `${node} has a link ${link} that belongs to no network of the lab`,
  linkTakenRemedy: ({ node, link }: { node: string; link: string }) =>
    `Rename or remove it on ${node}: ip link delete ${link}`,
  tooSmall: ({ subnet, count }: { subnet: string; count: number }) => `${subnet} is too small for ${count} nodes`,
  tooSmallRemedy: 'Set a larger one in the lab file, under network: subnet: 10.64.0.0/16',
};
