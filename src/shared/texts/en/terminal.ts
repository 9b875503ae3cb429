export const terminal = {
  noContainerName: 'This is not a container name.',
  tooMany: ({ most }: { most: number }) => `${most} terminals are open, which is the maximum.`,
  tooManyRemedy: 'Close some of them first.',
  closed: 'This terminal is closed.',
  connectionClosed: ({ node }: { node: string }) => `The connection to ${node} was closed.`,
};
