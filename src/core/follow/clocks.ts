/** When one packet and its answer came by a point of each node, by that node's own clock, in microseconds. */
export interface RoundTrip {
  left: number;
  reached: number;
  answered: number;
  returned: number;
}

export interface Clock {
  ahead: number;
  within: number;
}

/** As NTP does it: the quickest of the round trips says how far the far clock is ahead, at most half of it wrong. */
export function clockOf(trips: readonly RoundTrip[]): Clock | undefined {
  let best: Clock | undefined;
  for (const { left, reached, answered, returned } of trips) {
    const within = Math.max(0, (returned - left - (answered - reached)) / 2);
    if (!best || within < best.within) best = { ahead: (reached - left + (answered - returned)) / 2, within };
  }
  return best;
}
