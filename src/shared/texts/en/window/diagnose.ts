export const diagnose = {
  diagnose: {
    find: 'Find the cause',
    result: 'What was found on the nodes',
    allWell: 'All nodes were looked at, and nothing is wrong.',
    onNodes: '{{title}} ({{nodes}})',
    latent: 'It need not have failed yet.',
    evidence: 'Evidence',
    excluded: 'Excluded: {{names}}.',
  },
} as const;
