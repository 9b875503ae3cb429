export const tracks = {
  andMore: ({ first, more }: { first: string; more: number }) => `${first} (and ${more} more)`,
};
