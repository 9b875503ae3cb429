interface Way {
  destination: string;
  via: string;
}

export const routed = {
  // Routes.
  noBridges: 'the bridges do not exist yet',
  addsRoutes: '+ every node: a route to each of the others’ subnets',
  routesThere: 'every node has a route to the others’ subnets',
  routesMissing: ({ nodes }: { nodes: readonly string[] }) =>
    `${nodes.join(', ')} cannot reach all of the others’ subnets`,
  addsRoute: ({ node, destination, via }: Way & { node: string }) => `+ ${node}: route to ${destination} via ${via}`,
  routeTaken: ({ node, destination, via }: Way & { node: string }) =>
    `${node} has a route to ${destination} via ${via}, which is not the lab's`,
  routeTakenRemedy: ({ node, destination, via }: Way & { node: string }) =>
    `Remove it on ${node}: ip route delete ${destination} via ${via}. Or set another subnet in the lab file.`,

  // Told by a routing daemon.
  addsBird: ({ node, unit }: { node: string; unit: string }) =>
    `+ ${node}: service ${unit}, BGP with the other nodes on port 179`,
  routesLearned: 'every node has learned the routes to the others’ subnets by BGP',
  noBird: ({ node }: { node: string }) => `${node} has no BIRD, which the lab file asks for (routed: routes: bgp)`,
  noBirdRemedy:
    'Install it: apt install bird2. Or leave routed out of the lab file: then the routes are added by hand.',
  notLearned: ({ node, seconds, why }: { node: string; seconds: number; why: string }) =>
    `${node} did not learn the routes to the others’ subnets within ${seconds} s${why && `. BIRD says: ${why}`}`,
  notLearnedRemedy:
    'Open 179/tcp between the nodes, then run again. On a node: birdc -s /run/overlay-lab-bird/bird.ctl show protocols all',

  // Rules.
  addsRules: '+ every node: a rule that lets packets between the workers pass',
  rulesThere: ({ chain, subnet }: { chain: string; subnet: string }) => `${chain} accepts packets within ${subnet}`,
  rulesMissing: ({ nodes }: { nodes: readonly string[] }) => `${nodes.join(', ')} would drop packets for the workers`,
  addsRule: ({ node, chain, subnet }: { node: string; chain: string; subnet: string }) =>
    `+ ${node}: rule in ${chain}, accept within ${subnet}`,

  // Where packets are lost.
  unreachableRemedy: 'A node has no route to the other one’s subnet: run the step routes again.',
  silentRemedy: 'Silence points to a firewall: run the step rules again, and allow forwarding between the nodes.',

  // What preflight asks.
  tooOld: ({ version }: { version: string }) => `engine ${version} has no chain DOCKER-USER for rules of others`,
  tooNew: ({ version }: { version: string }) => `engine ${version} no longer has bridges`,
};
